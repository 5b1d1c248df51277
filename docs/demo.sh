#!/bin/sh
# Three searches over the sample articles. Usage: sh docs/demo.sh path/to/searchidx
set -eu
searchidx=$1

# Show a command as it would be typed, and run it.
show() {
    printf '\n# %s\n$ searchidx' "$1"
    shift
    for word in "$@"; do
        case $word in
            *[!A-Za-z0-9_.,:/=-]*) printf " '%s'" "$word" ;;
            *) printf ' %s' "$word" ;;
        esac
    done
    printf '\n\n'
    "$searchidx" "$@"
}

show 'What did Ilse van der Meer say about the ground, in her own words?' \
    search quote:ground --speaker 'Ilse van der Meer' --facet organization
show 'Who talks about water where health is the topic?' \
    search water --topic health --limit 2 --facet speaker --facet organization
show 'Which papers wrote of "the river" from July on? Each article once.' \
    search '"the river" -soup' --since 2026-07 --group article --limit 2 --facet publisher --facet topic

printf '\nNow your own articles: searchidx index PATH… --index my-index\n'
