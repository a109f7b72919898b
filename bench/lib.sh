# shellcheck shell=bash disable=SC2034,SC2154 # sets and uses what its callers use and set
# Functions of the scripts of this directory: a build, a server to measure, the generator, medians.
# The scripts source this file and set rounds.

bench=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")
home=$(dirname "$bench")

die() {
  printf '%s\n' "$1" >&2
  exit 1
}

# shellcheck source=bin/lib/jvm.sh
. "$home/bin/lib/jvm.sh"

# Raises the limits of bin/server for people that a measurement would reach: the rate of a user's
# messages, the streams of a user, the guests of a server, the rooms that a user creates.
raised_limits=(
  --rate-account-changes-per-second 1000000 --rate-account-bytes-per-second 1000000000
  --rate-guest-changes-per-second 1000000 --rate-guest-bytes-per-second 1000000000
  --stream-per-account-max 10000 --stream-per-guest-max 10000 --guest-max 20000
  --room-per-account-and-hour-max 1000000 --room-memberships-per-account-max 1000000
)

# Guests follow all public rooms. A variable, because an older server does not know the flag.
export GOCHAT_GUEST_ROOMS='*'

# prepare: builds, raises limits, and sets java, jar, work (removed at the end) and results.
prepare() {
  build -pl bench -am -Dmaven.test.skip=true package
  jar=("$bench"/target/gochat-bench-*.jar)
  mkdir -p "$bench/target/results"
  results=$bench/target/results/$(date +%Y%m%d-%H%M%S).jsonl
}

# prepare_tests: builds the tests of `client` and the module `cluster`, raises limits, and sets java, class_path
# and work.
prepare_tests() {
  local module
  build -pl client,cluster -am -DskipTests package dependency:build-classpath \
    -Dmdep.outputFile=target/class-path
  class_path=$home/client/target/test-classes
  for module in client cluster; do
    class_path+=:$home/$module/target/classes:$(<"$home/$module/target/class-path")
  done
}

# build ARGUMENTS…: of Maven. Sets java and work.
build() {
  find_java javac || die "No JDK $java_version_min or later was found: set JAVA_HOME."
  java=$java_home/bin/java
  work=$bench/target/run.$$
  mkdir -p "$work"
  server_pid=
  # Server and generator need a descriptor for each connection.
  ulimit -n 131072 2>/dev/null || ulimit -n "$(ulimit -H -n)"
  trap clean_up EXIT
  trap 'exit 130' INT TERM
  printf 'Building …\n' >&2
  (cd "$home" && JAVA_HOME=$java_home mvn -B -q "$@") >&2
}

stop_server() {
  if [ -n "$server_pid" ]; then
    kill "$server_pid" 2>/dev/null || true
    wait "$server_pid" 2>/dev/null || true
    server_pid=
  fi
}

clean_up() {
  stop_server
  # An interrupted run may have left file systems in it.
  findmnt --raw --noheadings --output TARGET | grep "^$work/" | xargs --no-run-if-empty umount || true
  rm -rf --one-file-system "$work"
}

# serve COMMAND…: starts a server that prints its address; sets address and server_pid. The
# command has to become the server's process, as with exec.
serve() {
  local out=$work/server.out
  : >"$out"
  "$@" >"$out" &
  server_pid=$!
  local port=
  for _ in $(seq 1 300); do
    port=$(sed -n 's/^gochat listening on .*:\([0-9]*\)$/\1/p' "$out")
    [ -z "$port" ] || break
    kill -0 "$server_pid" 2>/dev/null || die "The server ended before it listened: $(cat "$out")"
    sleep 0.2
  done
  [ -n "$port" ] || die "The server did not say where it listens: $(cat "$out")"
  address=127.0.0.1:$port
}

# served_page: the address of the page that the server has printed.
served_page() {
  local page=
  for _ in $(seq 1 50); do
    page=$(sed -n 's|.* https\{0,1\}://\(127.0.0.1:[0-9]*\)/.*|\1|p' "$work/server.out")
    [ -z "$page" ] || break
    sleep 0.1
  done
  [ -n "$page" ] || die "The server did not say where its page is: $(cat "$work/server.out")"
  printf '%s' "$page"
}

# generator COMMAND…: on its own core if on_generator_core says so.
generator() {
  "${on_generator_core[@]}" "$java" -XX:+UseSerialGC -Xmx1g -XX:+UseCompactObjectHeaders -jar "${jar[0]}" "$@"
}

# keep KEY COMMAND…: appends the JSON line of a run to the results and to $work/KEY.
keep() {
  local key=$1
  shift
  generator "$@" | tee -a "$work/$key" >>"$results" || die "The run failed; see above."
}

# median FILE KEY
median() {
  sed -n "s/.*\"$2\":\([0-9.]*\).*/\1/p" "$work/$1" | sort -n | sed -n "$((rounds / 2 + 1))p"
}

# scaled VALUE DIVISOR FORMAT
scaled() {
  awk -v value="$1" -v divisor="$2" -v format="$3" 'BEGIN { printf format, value / divisor }'
}

# grouped NUMBER: with a comma between groups of three digits, whatever the locale.
grouped() {
  sed ':next; s/\B[0-9]\{3\}\>/,&/; t next' <<<"$1"
}

# today_on_this_machine COMMAND: says when and where its figures come from.
today_on_this_machine() {
  printf '%s, commit %s, %s, `%s`.\n\n' "$(date +%Y-%m-%d)" "$(commit_name)" "$(machine_name)" "$1"
}

# replace_block NAME FILE: FILE takes the place of what docs/reliability.md has between the comments
# `NAME` and `/NAME`.
replace_block() {
  local page=$home/docs/reliability.md
  awk -v name="$1" -v file="$2" '
    $0 == "<!-- /" name " -->" { skipped = 0 }
    !skipped { print }
    $0 == "<!-- " name " -->" {
      while ((getline line < file) > 0) print line
      skipped = 1
    }' "$page" >"$work/page"
  cat "$work/page" >"$page"
}

# add_result COMMAND RESULT: a row at the top of the results in docs/reliability.md.
add_result() {
  local page=$home/docs/reliability.md
  awk -v row="| $(date +%Y-%m-%d) | $(commit_name) | $1 | $(machine_name) | $2 |" '
    { print }
    /^## / { in_results = $0 == "## Results" }
    in_results && /^\|---/ { print row; in_results = 0 }' "$page" >"$work/page"
  cat "$work/page" >"$page"
}

# commit_name: the measured commit.
commit_name() {
  local commit
  commit=$(git -C "$home" rev-parse --short HEAD 2>/dev/null || echo unknown)
  [ -z "$(git -C "$home" status --porcelain 2>/dev/null)" ] || commit=$commit+changes
  printf '%s' "$commit"
}

# machine_name: the machine of the measurement.
machine_name() {
  local cpu memory_gb jdk
  cpu=$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | sed -n 1p)
  memory_gb=$(awk '/^MemTotal/ { printf "%d", $2 / 1048576 }' /proc/meminfo)
  jdk=$(sed -n 's/^JAVA_RUNTIME_VERSION="\(.*\)"/\1/p' "$java_home/release")
  printf '%s cores %s, %s GB, Linux %s, JDK %s' \
    "$(nproc)" "${cpu:-of unknown model}" "$memory_gb" "$(uname -r)" "${jdk:-unknown}"
}
