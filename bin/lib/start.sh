# Starts $program (server or client) with the caller's arguments. Sourced by bin/server and
# bin/client, which set program and bin. Plain POSIX shell.

# A descriptor that is closed would go to the first file that Java opens, which would then be read
# as what the user types, or be written over. Standard output is opened for reading, so that what
# is lost there is still an error.
{ true 3<&0; } 2>/dev/null || exec 0</dev/null
{ true 3>&1; } 2>/dev/null || exec 1</dev/null
true 3>&2 || exec 2>/dev/null

# Others may at most read what is made here.
umask go-w

home=${bin%/bin}
dist=$home/dist

# shellcheck source=bin/lib/jvm.sh
. "$bin/lib/jvm.sh"

# Java takes the language from here, as the next lines may replace the locale.
export GOCHAT_LANG="${GOCHAT_LANG:-${LC_ALL:-${LC_MESSAGES:-${LANG:-}}}}"

# Java destroys arguments that the locale's character set cannot express; text here is UTF-8.
if [ "$(locale charmap 2>/dev/null)" != UTF-8 ]; then
  case $(uname) in
    Darwin) export LC_ALL=en_US.UTF-8 ;;
    *) export LC_ALL=C.UTF-8 ;;
  esac
fi

# say ENGLISH CHINESE: one line for the user, who reads it on standard error.
say() {
  case $GOCHAT_LANG in
    zh*) printf '%s\n' "$2" >&2 ;;
    *) printf '%s\n' "$1" >&2 ;;
  esac
}

die() {
  say "$@"
  exit 1
}

need_java() {
  find_java "$1" || die \
    "GoChat needs a JDK $java_version_min or later, and found none (JAVA_HOME, PATH, /usr/lib/jvm, SDKMAN): install one or set JAVA_HOME." \
    "GoChat 需要 JDK $java_version_min 或更高版本，但没有找到（已查 JAVA_HOME、PATH、/usr/lib/jvm、SDKMAN）：请安装，或设置 JAVA_HOME。"
}

# Sets build to the directory of the published build; fails when there is none.
is_published() {
  { read -r build_name <"$dist/current"; } 2>/dev/null || return 1
  build=$dist/$build_name
  [ -f "$build/$program.jar" ]
}

# The same, and fails when a source is newer. Directories are looked at too: removing a file changes
# the time of its directory.
is_built() {
  is_published && [ -z "$(cd "$home" && find pom.xml bin/lib \
    protocol/pom.xml server/pom.xml cluster/pom.xml client/pom.xml terminal/pom.xml \
    protocol/src/main server/src/main cluster/src/main client/src/main terminal/src/main \
    -newer "$build/sources-read" 2>/dev/null)" ]
}

# A command for a running server must not wait for a build, nor make one that the server is not.
is_ready() {
  if [ "$program ${1:-}" = "server admin" ] && is_published; then
    return 0
  fi
  is_built
}

if ! is_ready "$@"; then
  # shellcheck source=bin/lib/build.sh
  . "$bin/lib/build.sh"
  build_if_needed
fi

need_java java
# With fewer, Java ends before it can say what it lacks. It raises the soft limit to the hard one.
files=$(ulimit -H -n)
if [ "$files" != unlimited ] && [ "$files" -lt "$open_files_min" ]; then
  die "The limit of open files is $files, and GoChat needs $open_files_min: raise it with ulimit -n." \
    "打开文件数的上限为 $files，GoChat 需要 $open_files_min：请用 ulimit -n 提高。"
fi
java_flags "$program"
if [ "$program" = server ]; then
  umask go=
  if [ -t 1 ]; then
    # Secrets are shown on a terminal only, and QR codes if it is wide enough.
    { size=$(stty size <&3 2>/dev/null); } 3>&1 || size=
    flags="$flags -Dgochat.terminal=true -Dgochat.columns=${size#* }"
  fi
fi
# The flags are words to be split, and so are the user's.
# shellcheck disable=SC2086
exec "$java_home/bin/java" $flags -XX:AOTCache="$build/$program.aot" ${GOCHAT_JAVA_OPTS:-} \
  -Djava.library.path="$build/lib" -Dorg.sqlite.lib.path="$build/lib" -Dgochat.home="$home" \
  -Dgochat.modules="$build/modules" -jar "$build/$program.jar" "$@"
