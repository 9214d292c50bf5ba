/*
 * The language's one statement form.
 *
 *     keyword operands… [-> list] [: ports] ;
 *     keyword operands… [-> list] [: ports] { … }
 *
 * The grammar knows no keyword: what one takes and where it may stand is the schema's business. The scanner has
 * already put every word on the tape, and the reader knows the place of the token that it gave last: a rule that ends
 * with one is reduced before the next is asked for. An action only says where a statement begins and ends. After a mistake
 * parsing goes on at the next ; { or }.
 */
%define api.pure full
%define api.prefix {osnet_}
%define parse.error custom
%define lr.type canonical-lr
%define lr.default-reduction consistent
%expect 0

%param {void *scanner}
%parse-param {struct reader *reader}

%code requires {
#include "syntax/reader.h"
}

%code {
int osnet_lex(int *value, void *scanner);
static void osnet_error(void *scanner, struct reader *reader, const char *message);

/* The deepest legal document (64 blocks) needs fewer: the stack never leaves the frame of the parser. */
#define YYINITDEPTH 600
}

%define api.token.prefix {TOKEN_}

%token END 0 "the end of the file" KEYWORD "keyword" VALUE "value"
%token ARROW "->" SEMICOLON ";" OPEN "{" CLOSE "}" COMMA "," COLON ":"

%precedence UNENDED
%precedence ";" error

%%

document:
  statements
| document "}"                      { reader_stray_close(reader); yyerrok; }
  statements
;

statements:
  %empty
| statements head ";"               { reader_end(reader); yyerrok; }
| statements head open statements "}"  { reader_close(reader, reader->place.end); yyerrok; }
| statements head                   { reader_unended(reader, yychar); yyerrok; }  %prec UNENDED
| statements ";"                    { reader_nothing_to_end(reader); yyerrok; }
| statements error                  { reader_lost(reader); }
| statements error "{"              { reader_anonymous(reader); if (reader_has_enough(reader)) YYABORT; }
  statements "}"                    { reader_close(reader, reader->place.end); yyerrok; }
;

open:
  "{"                               { reader_open(reader); if (reader_has_enough(reader)) YYABORT; }
;

head:
  keyword                           %prec UNENDED
| operands                          %prec UNENDED
| targets                           %prec UNENDED
| ports                             %prec UNENDED
| broken                            %prec UNENDED
;

broken:
  keyword error                     { reader_broken(reader); }
| operands error                    { reader_broken(reader); }
| targets error                     { reader_broken(reader); }
| ports error                       { reader_broken(reader); }
| broken error
;

keyword:
  "keyword"                           { reader_begin(reader); yyerrok; }
;

operands:
  keyword "value"
| operands "value"
| operands "," "value"
;

targets:
  keyword "->" "value"
| operands "->" "value"
| targets "," "value"
;

ports:
  keyword ":" "value"
| operands ":" "value"
| targets ":" "value"
| ports "," "value"
;

%%

/* One mistake, told as "expected X before Y"; what may be expected is the reader's to word. */
static int yyreport_syntax_error(const yypcontext_t *context, void *scanner, struct reader *reader)
{
    (void)scanner;
    yysymbol_kind_t expected[YYNTOKENS];
    int count = yypcontext_expected_tokens(context, expected, YYNTOKENS);
    struct expectation may = {0};
    for (int i = 0; i < count; i++) {
        may.keyword |= expected[i] == YYSYMBOL_KEYWORD;
        may.value |= expected[i] == YYSYMBOL_VALUE;
        may.end |= expected[i] == YYSYMBOL_SEMICOLON;
        may.close |= expected[i] == YYSYMBOL_CLOSE;
    }
    yysymbol_kind_t found = yypcontext_token(context);
    reader_unexpected(reader, yysymbol_name(found), found == YYSYMBOL_YYEOF, &may);
    return 0;
}

/* Only for the parser's own faults: its stack could not grow. */
static void osnet_error(void *scanner, struct reader *reader, const char *message)
{
    (void)scanner;
    (void)message;
    reader_out_of_memory(reader);
}
