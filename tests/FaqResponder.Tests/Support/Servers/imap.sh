#!/usr/bin/env bash
# usage (root): imap.sh cyrus|courier DIR PORT
# Runs a Cyrus or a Courier on DIR, with accounts user-1 to user-60, until our input closes; then kills it and removes DIR.
# Its Debian package would push Dovecot aside. So it is downloaded once, unpacked into a cache, and started in a root folder of its own:
# nothing is installed, and it finds the paths that it was built with.
# Prints nothing, except why the tests can't have it; the first word is "unavailable" where that is the machine's doing.
set -u
umask 022
export PATH=/usr/sbin:/sbin:/usr/bin:/bin LC_ALL=C
kind=$1 dir=$2 port=$3 servers=$(dirname "$(readlink -f "$0")")
root=$dir/root
cache=${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/faqresponder-tests
exec 3<&0 </dev/null 2>>"$dir/log"

groups=()
clean() {
    for group in "${groups[@]}"; do kill -KILL "-$group"; done
    wait
    # Courier's watch on folders is in a group of its own. Whoever has our root folder for its own is ours.
    for process in /proc/[0-9]*; do [[ $(readlink "$process/root") == "$root" ]] && kill -KILL "${process#/proc/}"; done
    rm -rf -- "$dir" || { sleep 0.2; rm -rf -- "$dir"; }
}
trap clean EXIT

unavailable() {
    echo "unavailable: $*"
    exit 3
}

# With their libraries, as far as a Debian 12 with Dovecot and Postfix need not have them. The rest is copied from the machine.
case $kind in
    cyrus)
        packages=(cyrus-imapd cyrus-common sasl2-bin tzdata libsasl2-modules libsasl2-modules-db libsasl2-2 libdb5.3 libical3 libxapian30 libpq5 libldap-2.5-0
            libicu72 libjansson4 libkrb5-3 libgssapi-krb5-2 libk5crypto3 libkrb5support0 libkeyutils1 libxml2 libpcre3 libwrap0 libnsl2 libtirpc3
            libsqlite3-0 libgnutls30 libnettle8 libhogweed6 libp11-kit0 libtasn1-6 libunistring2 libidn2-0 libgmp10 libffi8 libuuid1)
        programs=(usr/lib/cyrus/bin/{master,imapd,idled,ctl_cyrusdb} usr/sbin/saslpasswd2)
        ;;
    courier)
        packages=(courier-imap courier-base courier-authlib courier-authdaemon courier-authlib-userdb libltdl7 libcourier-unicode4 libgamin0 libidn12 libgdbm6
            gamin libglib2.0-0 libpcre2-8-0 libselinux1)
        programs=(usr/sbin/couriertcpd usr/bin/imapd usr/lib/courier/courier/imaplogin usr/lib/courier/courier-authlib/{authdaemond,makedatprog} usr/libexec/gam_server)
        ;;
esac

fetch() {
    local work package program
    [[ -e $cache/$kind/complete ]] && return
    command -v apt-get >/dev/null && command -v dpkg >/dev/null || unavailable "there is no apt-get to download $kind with"
    work=$(mktemp -d "$cache/$kind.XXXXXX") || unavailable "$cache can't be written"
    cd "$work" || exit
    if ! apt-get download -q "${packages[@]}" >&2; then
        apt-get update -q >&2
        apt-get download -q "${packages[@]}" >&2 || {
            rm -rf -- "$work"
            unavailable "${packages[0]} can't be downloaded: $(tail -n 1 "$dir/log")"
        }
    fi
    for package in *.deb; do dpkg -x "$package" root >&2 || unavailable "$package can't be unpacked"; done
    rm -- *.deb
    copy_libraries root
    for program in "${programs[@]}"; do [[ -x root/$program ]] || unavailable "$program is in none of its packages"; done
    touch complete
    rm -rf -- "${cache:?}/$kind"
    mv "$work" "$cache/$kind"
}

# What the programs still lack, from the machine.
copy_libraries() {
    local here library paths
    here=$(readlink -f "$1")
    paths=$(echo "$here"/{usr/,}lib{/*-linux-gnu,} | tr ' ' :)
    (cd "$here" && LD_LIBRARY_PATH=$paths ldd "${programs[@]}" usr/lib/*-linux-gnu/sasl2/*.so usr/lib/courier-authlib/*.so 2>/dev/null) |
        grep -o '/[^ ]*' | grep -v ':$' | sort -u |
        while read -r library; do
            [[ $library == "$here"/* || ! -f $library || -e $here$library ]] || cp -L --parents "$library" "$here"
        done
}

mkdir -p "$cache" || unavailable "$cache can't be written"
exec 4>"$cache/$kind.lock"
flock 4
fetch
chroot / true || unavailable "this machine lets nobody change the root folder of a program"
# Links where they can be made: what is written below is new, so that the cache stays as it is.
cp -al "$cache/$kind/root" "$root" 2>/dev/null || { rm -rf -- "$root"; cp -a "$cache/$kind/root" "$root"; }
flock -u 4

rm -rf -- "$root/etc"
mkdir -p "$root"/{dev,tmp,etc,run}
chmod 1777 "$root/tmp"
mknod -m 666 "$root/dev/null" c 1 3 || unavailable "this machine lets nobody make $root/dev/null"
printf '%s\n' root:x:0:0::/:/bin/sh daemon:x:1:1::/:/bin/sh mail:x:8:8::/:/bin/sh cyrus:x:8:8::/:/bin/sh courier:x:8:8::/:/bin/sh >"$root/etc/passwd"
printf '%s\n' root:x:0: daemon:x:1: mail:x:8: courier:x:8: >"$root/etc/group"
printf '127.0.0.1 localhost\n' >"$root/etc/hosts"

start() {
    setsid chroot "$@" </dev/null >&2 3<&- 4<&- &
    groups+=("$!")
}

start_cyrus() {
    local number
    mkdir -p "$root"/data/{config/socket,spool,proc,lock,sock}
    sed "s|@PORT@|$port|" "$servers/cyrus.conf" >"$root/etc/cyrus.conf"
    cp "$servers/cyrus-imapd.conf" "$root/etc/imapd.conf"
    for number in {1..60}; do echo secret | chroot "$root" /usr/sbin/saslpasswd2 -p -c -f /data/sasldb2 -u localhost "user-$number" >&2; done
    chown -R 8:8 "$root/data"
    start --userspec=8:8 "$root" /usr/lib/cyrus/bin/master -C /etc/imapd.conf -M /etc/cyrus.conf -p /data/master.pid
}

start_courier() {
    local number password makedat=/usr/lib/courier/courier-authlib/makedatprog folder home
    mkdir -p "$root"/{etc/courier,run/courier/authdaemon,home,var}
    ln -s ../run "$root/var/run"
    printf '%s\n' 'authmodulelist="authuserdb"' 'authmodulelistorig="authuserdb"' daemons=3 authdaemonvar=/run/courier/authdaemon \
        DEBUG_LOGIN=0 'DEFAULTOPTIONS=""' 'LOGGEROPTS=""' >"$root/etc/courier/authdaemonrc"
    password=$(openssl passwd -1 secret)
    for number in {1..60}; do
        home=/home/user-$number
        # Only what every Courier has: the other folders are for their owner to make.
        mkdir -p "$root$home/Maildir"/{,.Sent/,.Drafts/,.Trash/}{cur,new,tmp}
        for folder in Sent Drafts Trash; do touch "$root$home/Maildir/.$folder/maildirfolder"; done
        printf 'user-%s\tuid=8|gid=8|home=%s|mail=%s/Maildir|_=\n' "$number" "$home" "$home" >&5
        printf 'user-%s\tsystempw=%s\n' "$number" "$password" >&6
    done 5>"$dir/userdb" 6>"$dir/userdbshadow"
    for folder in userdb userdbshadow; do
        { cat "$dir/$folder"; echo .; } | chroot "$root" "$makedat" - /etc/courier/$folder.tmp /etc/courier/$folder.dat >&2
    done
    chown -R 8:8 "$root/home" "$root/run" "$root/etc/courier"
    start "$root" /usr/lib/courier/courier-authlib/authdaemond
    for _ in {1..100}; do
        [[ -S $root/run/courier/authdaemon/socket ]] && break
        sleep 0.05
    done
    export IMAP_CAPABILITY="IMAP4rev1 UIDPLUS CHILDREN NAMESPACE THREAD=ORDEREDSUBJECT THREAD=REFERENCES SORT QUOTA IDLE"
    # Without a watch on the folder, as Debian sets it, an idle client hears of new mail after up to a minute. Locks would want that watch too.
    IMAP_KEYWORDS=1 IMAP_ACL=0 IMAP_USELOCKS=0 IMAP_ENHANCEDIDLE=0 IMAP_IDLE_TIMEOUT=60 IMAP_TRASHFOLDERNAME=Trash \
        start "$root" /usr/sbin/couriertcpd -address=127.0.0.1 -maxprocs=80 -maxperip=80 -nodnslookup -noidentlookup "$port" \
        /usr/lib/courier/courier/imaplogin /usr/bin/imapd Maildir
}

"start_$kind"
cat <&3 >/dev/null &
input=$!
wait -n "${groups[@]}" "$input"
for group in "${groups[@]}"; do kill -0 "$group" 2>/dev/null || echo "$kind ended by itself."; done
wait "$input"
