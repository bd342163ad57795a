import { on, type Session } from './typed.ts';

export const textTools: Session = {
  name: 'text-tools',
  typed: on(
    'docker01',
    String.raw`
    printf 'alice,23,london\nbob,31,paris\ncarol,27,berlin\ndave,31,rome\n' > people.csv
    cut -d, -f1,3 people.csv
    sort -t, -k2,2nr -k1,1 people.csv
    awk -F, '{sum += $2} END {print sum/NR}' people.csv
    awk -F, '$2 > 25 {print toupper($1)}' people.csv
    awk 'BEGIN {FS=","; OFS="\t"} {print NR, $1, length($3)}' people.csv
    awk -F, '{count[$2]++} END {for (a in count) print a, count[a]}' people.csv | sort
    sed 's/,/ | /g' people.csv
    sed -n '2,3p' people.csv
    sed -i 's/paris/lyon/' people.csv && grep bob people.csv
    sed '/^c/d; s/\([a-z]*\),\([0-9]*\)/\2 \1/' people.csv
    sed -e '1i name,age,city' -e '$a end' people.csv
    grep -n 31 people.csv
    grep -c '' people.csv
    grep -v o people.csv
    grep -E '^(alice|dave)' people.csv
    grep -o '[0-9]\+' people.csv | sort -n | uniq -c
    grep -i ROME people.csv --color=never
    grep zzz people.csv; echo $?
    tr a-z A-Z < people.csv | head -n 1
    tr -d '[:digit:]' < people.csv | tail -n 1
    tr -s ',' '\n' < people.csv | wc -l
    head -c 10 people.csv; echo
    tail -n +3 people.csv
    tac people.csv
    rev people.csv | head -n 1
    nl people.csv
    cat -A people.csv | head -1
    column -t -s, people.csv
    paste -d: <(cut -d, -f1 people.csv) <(cut -d, -f2 people.csv)
    join -t, <(sort people.csv) <(printf 'alice,x\ncarol,y\n')
    comm -12 <(printf 'a\nb\nc\n') <(printf 'b\nc\nd\n')
    uniq -d <(printf 'a\na\nb\n')
    sort -u -t, -k2,2 people.csv | wc -l
    wc people.csv
    fold -w 10 <<< 'a rather long line of text'
    xargs -n 2 echo <<< '1 2 3 4 5'
    cut -d: -f1 /etc/passwd | grep -w root
    awk -F: '$3 >= 1000 && $3 < 60000 {print $1}' /etc/passwd
    awk '{ $2 = ""; print }' <<< 'one two three'
    awk 'BEGIN { printf "%05.1f|%-6s|%x\n", 3.14159, "ab", 255 }'
    awk '/inet / {split($2, a, "/"); print a[1]}' <(ip addr show ens33)
    ip -o -4 addr | awk '{print $2, $4}' | column -t
    ip -j addr show lo | grep -o '"ifname":"[a-z]*"'
    echo 'hello' | sed 's/l/L/2'
    echo 'k1=v1;k2=v2' | tr ';' '\n' | awk -F= '{print $2}'
    echo "abc" | od -c
    echo -n abc | xxd
    echo -n hello | base64
    echo aGVsbG8= | base64 -d; echo
    printf '%s\n' 10 9 2 33 | sort
    printf '%s\n' 10 9 2 33 | sort -n | tail -1
    split -l 2 people.csv part_ && ls part_*
    tee copy.csv < people.csv | md5sum | wc -c
    expr 7 + 3 \* 2
    seq -w 8 11
    shuf -i 1-10 | wc -l
    yes | head -n 2
    diff <(seq 3) <(seq 2 4)
    `,
  ),
};
