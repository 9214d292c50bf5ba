/*
 * src/model/dns: which texts are DNS names, and which are the same one.
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "model/dns.h"

static struct arena *arena;

static void set_up(void)
{
    arena = arena_create();
    cr_assert(arena);
}

static void tear_down(void)
{
    arena_destroy(arena);
}

TestSuite(dns, .init = set_up, .fini = tear_down);

#define X63 "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
#define X61 "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"

Test(dns, names_have_one_ascii_form)
{
    static const struct {
        const char *text, *ascii;
    } cases[] = {
        {"fe1", "fe1"},
        {"Web_01.Corp.Example", "web_01.corp.example"}, /* the underscore stays */
        {"www.example.com.", "www.example.com"},
        {"3com.example", "3com.example"},
        {"10.example", "10.example"},
        {"b\xC3\xBC"
         "cher.example",
         "xn--bcher-kva.example"},
        {"B\xC3\x9C"
         "CHER.example",
         "xn--bcher-kva.example"},
        {"XN--BCHER-KVA.example", "xn--bcher-kva.example"},
        {"stra\xC3\x9F"
         "e.de",
         "xn--strae-oqa.de"},
        {"\xE6\x97\xA5\xE6\x9C\xAC.jp", "xn--wgv71a.jp"},
        {"r3---sn-4g5e6.example", "r3---sn-4g5e6.example"},
        {"a--b.example", "a--b.example"},
        {X63 ".example", X63 ".example"},
        {X63 "." X63 "." X63 "." X61 ".", X63 "." X63 "." X63 "." X61},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *fault = dns_fault(arena, cases[i].text, false);
        cr_expect_null(fault, "%s %s", cases[i].text, fault);
        const char *ascii = dns_ascii(arena, cases[i].text);
        cr_expect(ascii && strcmp(ascii, cases[i].ascii) == 0, "%s became %s", cases[i].text,
                  ascii);
    }
}

Test(dns, what_is_wrong_is_said)
{
    static const struct {
        const char *text, *fault;
    } cases[] = {
        {"", "is empty"},
        {"https://www.example.com", "has a scheme"},
        {"https://www.example.com:8443/path", "has a scheme"},
        {"www.example.com:443", "has a port"},
        {"www.example.com:443/path", "has a port"},
        {"www.example.com/App1", "has a path"},
        {"/App1", "has a path"},
        {"host:", "has the character ':'"},
        {"host:https", "has the character ':'"},
        {"web 1", "has a space"},
        {"web1 ", "has a space"},
        {"web1\n", "has a line end"},
        {"web\t1", "has white space"},
        {"web\xC2\xA0"
         "1",
         "has white space"},
        {"web\x1b[31m", "has a control character"},
        {"web\xFF", "is not UTF-8"},
        {"a@b.example", "has the character '@'"},
        {"a,b", "has the character ','"},
        {"a\"b", "has the character '\"'"},
        {"\xC3\xA9\\b", "has the character '\\'"},
        {".example", "starts with a dot"},
        {".", "has only digits and dots, as addresses do"},
        {"a..b", "has two dots in a row"},
        {"a.b..", "has two dots in a row"},
        {"-a.example", "has '-' at an end of the label '-a'"},
        {"a.b-.example", "has '-' at an end of the label 'b-'"},
        {"-", "has '-' at an end of the label '-'"},
        {"10.20.1.11", "is an address; write it without quotes"},
        {"2001:db8::7", "is an address; write it without quotes"},
        {"10.20.0.0/16", "is a network; write it without quotes"},
        {"10.0.0.300", "has only digits and dots, as addresses do"},
        {"1234", "has only digits and dots, as addresses do"},
        {"*.example", "has a '*'"},
        {X63 "y", "has more than 63 characters in the label '" X63 "y'"},
        {X63 "." X63 "." X63 "." X61 "y", "has more than 253 characters"},
        {X63 "." X63 "." X63 "." X61 ".y", "has more than 253 characters"},
        {"\xE2\x98\x83.example", "has a label that is no internationalised name: '\xE2\x98\x83'"},
        {"xn--zzzzzzzzz", "has a label that is no internationalised name: 'xn--zzzzzzzzz'"},
        {"xn--", "has '-' at an end of the label 'xn--'"},
        /* Characters that libidn2 would turn into a dot or a slash. */
        {"a\xE3\x80\x82"
         "b",
         "has a label that is no internationalised name: 'a\xE3\x80\x82"
         "b'"},
        {"a\xEF\xBC\x8F"
         "b",
         "has a label that is no internationalised name: 'a\xEF\xBC\x8F"
         "b'"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *fault = dns_fault(arena, cases[i].text, false);
        cr_expect(fault && strcmp(fault, cases[i].fault) == 0, "\"%s\" %s", cases[i].text,
                  fault ? fault : "passed");
        cr_expect_null(dns_ascii(arena, cases[i].text), "%s", cases[i].text);
    }
}

Test(dns, a_wildcard_is_the_whole_first_label_of_several)
{
    cr_expect_null(dns_fault(arena, "*.corp.local", true));
    cr_expect_null(dns_ascii(arena, "*.corp.local"), "no hosts file takes a wildcard");
    static const char *const wrong[] = {"*",         "*.",        "*.*.local",
                                        "a.*.local", "fe*.local", "**.local"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        const char *fault = dns_fault(arena, wrong[i], true);
        cr_expect(fault && strcmp(fault, "has a '*' that is not its first label") == 0, "%s",
                  wrong[i]);
    }
}

Test(dns, long_and_hostile_labels_do_no_harm)
{
    static char text[70000];
    for (size_t length = 1; length < sizeof text - 1; length = length * 3 + 1) {
        memset(text, 'x', length);
        text[length] = '\0';
        cr_expect_eq(dns_fault(arena, text, false) == NULL, length <= 63, "%zu", length);
        for (size_t i = 0; i + 1 < length; i += 2)
            memcpy(text + i, "\xC3\xA9", 2);
        cr_expect_eq(dns_fault(arena, text, false) == NULL, length <= 63, "%zu", length);
        memset(text, '.', length);
        cr_expect(dns_fault(arena, text, false));
        for (size_t i = 0; i < length; i++)
            text[i] = i % 2 ? '.' : 'x';
        cr_expect_eq(dns_fault(arena, text, false) == NULL, length <= 253, "%zu", length);
    }
}

Test(dns, equality_passes_over_case_and_a_final_dot)
{
    cr_expect(dns_equal("WWW.Example.com", "www.example.com."));
    cr_expect(dns_equal("b\xC3\xBC"
                        "cher.example",
                        "XN--bcher-kva.example"));
    cr_expect(dns_equal("*.Example.com", "*.example.com"));
    cr_expect_not(dns_equal("www.example.com", "example.com"));
    cr_expect_not(dns_equal("web_01", "web01"));
    cr_expect_not(dns_equal("a..b", "a.b"));
    cr_expect(dns_equal("not a name", "NOT A NAME"), "what is no name is still equal to itself");
}

Test(dns, a_wildcard_covers_exactly_one_label)
{
    cr_expect(dns_covers("*.corp.local", "lb.corp.local"));
    cr_expect(dns_covers("*.Corp.local.", "LB.corp.local"));
    cr_expect(dns_covers("lb.corp.local", "LB.corp.local"));
    cr_expect(dns_covers("*.corp.local", "*.corp.local"));
    cr_expect_not(dns_covers("*.corp.local", "lb.a.corp.local"));
    cr_expect_not(dns_covers("*.corp.local", "corp.local"));
    cr_expect_not(dns_covers("*.corp.local", "*.a.corp.local"));
    cr_expect_not(dns_covers("lb.corp.local", "*.corp.local"));
    cr_expect_not(dns_covers("*.local", "lb"));
    cr_expect_not(dns_covers("*", "lb"));
}

Test(dns, a_final_dot_does_not_qualify_a_name)
{
    cr_expect(dns_qualified("fe1.corp.local"));
    cr_expect_not(dns_qualified("fe1"));
    cr_expect_not(dns_qualified("fe1."));
}
