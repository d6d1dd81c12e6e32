#!/usr/bin/env bash
# usage (root): keep.sh DIR
# Runs Dovecot and Postfix on DIR until our input closes, which says that the test process is done with them or dead,
# however it died. Then kills both with all their children and removes DIR.
# Prints nothing, except why the tests can't have their servers.
set -u
umask 022
export PATH=/usr/sbin:/sbin:/usr/bin:/bin
dir=$1
exec 3<&0 2>>"$dir/log"

# Killed, not stopped: nobody will read this mail again. Each server leads a process group, which may not be there yet.
groups=()
clean() {
    for group in "${groups[@]}"; do
        kill -KILL "$group"
        kill -KILL "-$group"
    done
    wait "${groups[@]}"
    rm -rf -- "$dir" || { sleep 0.2; rm -rf -- "$dir"; }
}
trap clean EXIT

version=$(dovecot --version)
case $version in
    2.3.*) ;;
    *)
        echo "These tests configure Dovecot 2.3 (Debian 12, Ubuntu 24.04); the installed one is $version."
        exit 1
        ;;
esac

install -d -o nobody -g nogroup "$dir/dovecot"
setsid setpriv --reuid=nobody --regid=nogroup --clear-groups dovecot -F -c "$dir/dovecot.conf" </dev/null >&2 &
dovecot=$!
groups+=("$dovecot")

# The folders that "postfix start" would make; its checks of them take three seconds.
install -d -o postfix "$dir/postfix/data"
install -d "$dir/postfix/spool/pid"
cd "$dir/postfix/spool" || exit 1
install -d -m 700 -o postfix active bounce corrupt defer deferred flush hold incoming private saved trace
install -d -m 730 -o postfix -g postdrop maildrop
install -d -m 710 -o postfix -g postdrop public
cd /
# Postfix waits two seconds for a fresh main.cf to be old enough to trust.
touch -d '1 hour ago' "$dir/main.cf"
MAIL_CONFIG=$dir setsid /usr/lib/postfix/sbin/master -s -c "$dir" </dev/null >&2 &
postfix=$!
groups+=("$postfix")

cat <&3 >/dev/null &
input=$!
wait -n "$dovecot" "$postfix" "$input"

kill -0 "$dovecot" 2>/dev/null || echo "Dovecot ended by itself."
kill -0 "$postfix" 2>/dev/null || echo "Postfix ended by itself."
# What they logged stays until the tests have read it.
wait "$input"
