# Completion for osnetc in bash. It asks osnetc itself for commands, options and rules, so that nothing is listed here.

_osnetc_words()
{
    osnetc "$@" 2>/dev/null
}

_osnetc()
{
    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} command=${COMP_WORDS[1]}
    COMPREPLY=()
    if ((COMP_CWORD == 1)); then
        COMPREPLY=($(compgen -W "--help --version $(_osnetc_words --help |
            sed -n '/^Commands:/,/^$/s/^  \([a-z]*\) .*/\1/p')" -- "$word"))
        return
    fi
    case $before in
    -W)
        COMPREPLY=($(compgen -S = -W "$(_osnetc_words explain --list | cut -d' ' -f1)" -- "$word"))
        compopt -o nospace
        return ;;
    -I | -o | --output | --stdlib | -MD | --depfile)
        COMPREPLY=($(compgen -f -- "$word"))
        compopt -o filenames
        return ;;
    --emit)
        COMPREPLY=($(compgen -W "$(_osnetc_words build --help |
            sed -n '/^Outputs/,/^$/s/^  \([^ ]*\) .*/\1/p')" -- "$word"))
        return ;;
    esac
    if [[ $word == -* ]]; then
        COMPREPLY=($(compgen -W "$(_osnetc_words "$command" --help |
            grep -o -e '^  -[A-Za-z]' -e '--[a-z]*' | tr -d ' ' | sort -u)" -- "$word"))
    elif [[ $command == explain ]]; then
        COMPREPLY=($(compgen -W "$(_osnetc_words explain --list | cut -d' ' -f1)" -- "$word"))
    else
        COMPREPLY=($(compgen -f -X '!*.osnet' -- "$word") $(compgen -d -S / -- "$word"))
        compopt -o filenames
    fi
}

complete -F _osnetc osnetc
