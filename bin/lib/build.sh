# Builds the server and the client and publishes them below dist/. Sourced by start.sh when needed.
#
#   dist/current       the name of the build in use; replaced by rename, so a start sees all or nothing
#   dist/NAME/         a build: server.jar client.jar lib/ (jars, native libraries) server.aot client.aot
#   dist/NAME/modules/ the jars of the store on PostgreSQL, which a server loads only when it is told to use it
#   dist/NAME/sources-read   its time says when the build began: a newer source calls for the next
#   dist/lock/pid      the process that builds; macOS has no flock
#   dist/build.log     what Maven said last

lock=$dist/lock
log=$dist/build.log

# shellcheck source=bin/lib/train.sh
. "$bin/lib/train.sh"

build_if_needed() {
  if ! mkdir -p "$dist" 2>/dev/null || [ ! -w "$dist" ]; then
    if [ -n "${build:-}" ] && [ -f "$build/$program.jar" ]; then
      say "GoChat is started as it was built last: sources have changed since, but $dist cannot be written to." \
        "启动的是上次构建的 GoChat：源代码后来有改动，但无法写入 $dist。"
      return
    fi
    die "GoChat must be built first, and $dist cannot be written to." \
      "需要先构建 GoChat，但无法写入 $dist。"
  fi

  children=
  new_build=
  trap clean_up EXIT
  trap 'exit 129' HUP
  trap 'exit 130' INT
  trap 'exit 143' TERM

  take_lock
  # Another start may have built while this one waited.
  is_built || build
  release_lock

  trap - EXIT HUP INT TERM
}

clean_up() {
  for child in $children; do
    kill "$child" 2>/dev/null
  done
  [ -z "$new_build" ] || rm -rf "$new_build"
  release_lock
}

take_lock() {
  is_waiting=
  until mkdir "$lock" 2>/dev/null; do
    # A builder that was killed leaves its lock behind. One of those who wait inherits it in place:
    # removing it could remove the lock of somebody who has just taken it.
    if lock_is_orphaned && mkdir "$lock/heir" 2>/dev/null; then
      if lock_is_orphaned; then
        break
      fi
      rmdir "$lock/heir"
    fi
    if [ -z "$is_waiting" ]; then
      is_waiting=yes
      say "Waiting for another start that is building GoChat (if there is none: rm -r $lock) …" \
        "另一个启动正在构建 GoChat，等待中（如果并没有：rm -r $lock）……"
    fi
    sleep 0.2
  done
  echo $$ >"$lock/pid"
  [ ! -d "$lock/heir" ] || rmdir "$lock/heir"
}

lock_is_orphaned() {
  { read -r lock_pid <"$lock/pid"; } 2>/dev/null && ! kill -0 "$lock_pid" 2>/dev/null
}

release_lock() {
  if { read -r lock_pid <"$lock/pid"; } 2>/dev/null && [ "$lock_pid" = $$ ]; then
    rm -rf "$lock"
  fi
}

build() {
  need_java javac
  command -v mvn >/dev/null || die \
    "GoChat must be built first; this needs Maven, and there is no mvn on the PATH: install Maven." \
    "需要先构建 GoChat，这需要 Maven，但 PATH 上没有 mvn：请安装 Maven。"
  say "Building GoChat (the first time this takes a minute or two) …" \
    "正在构建 GoChat（第一次需要一两分钟）……"

  build_name=$(date +%Y%m%d-%H%M%S)-$$
  new_build=$dist/$build_name
  mkdir "$new_build"
  : >"$new_build/sources-read"

  # What an older version left there would be collected too.
  rm -rf "$home"/*/target/start/lib "$home"/*/target/start/*.jar
  # A build directory of its own leaves the developer's target/classes alone.
  (cd "$home" && export JAVA_HOME="$java_home" && exec mvn --batch-mode --no-transfer-progress \
    -Dgochat.commit="$(git rev-parse HEAD 2>/dev/null)" -pl server,cluster,terminal -am -Pstart package) >"$log" 2>&1 </dev/null &
  children=$!
  if ! wait "$children"; then
    grep '^\[ERROR\]' "$log" | head -n 3 >&2
    die "The build failed; its log is $log" "构建失败，日志在 $log"
  fi
  children=

  if ! { mkdir "$new_build/lib" && collect server server && collect terminal client \
    && collect_module && unpack_natives; }; then
    die "The build could not be copied to $new_build" "无法把构建结果复制到 $new_build"
  fi

  train "$new_build"
  publish
}

# collect MODULE PROGRAM
collect() {
  for jar in "$home/$1"/target/start/gochat-*.jar; do
    case $jar in
      *-tests.jar) ;; # What other modules' tests use.
      *) cp -p "$jar" "$new_build/$2.jar" || return ;;
    esac
  done
  cp -p "$home/$1"/target/start/lib/*.jar "$new_build/lib"
}

# Without the jars that every server has.
collect_module() {
  mkdir "$new_build/modules" || return
  for jar in "$home"/cluster/target/start/gochat-cluster-*.jar "$home"/cluster/target/start/lib/*.jar; do
    case $jar in
      *-tests.jar | */gochat-server-*.jar) ;;
      *) [ -e "$new_build/lib/${jar##*/}" ] || cp -p "$jar" "$new_build/modules" || return ;;
    esac
  done
}

# Native libraries as files: where nothing may be executed in the directory for temporary files, or
# it can't be written to, those inside the jars are of no use.
unpack_natives() {
  mkdir "$new_build/natives" || return
  for jar in "$new_build"/lib/sqlite-jdbc-*.jar "$new_build"/lib/netty-*-linux-*.jar; do
    (cd "$new_build/natives" && "$java_home/bin/jar" -xf "$jar" \
      META-INF/native "org/sqlite/native/$(uname -s)/$(uname -m)") || return
  done
  find "$new_build/natives" -type f -name '*.so' -exec cp {} "$new_build/lib" \; || return
  rm -r "$new_build/natives"
}

publish() {
  previous=
  { read -r previous <"$dist/current"; } 2>/dev/null
  echo "$build_name" >"$dist/current.new"
  mv -f "$dist/current.new" "$dist/current"
  build=$new_build
  new_build=
  # Running programs may still read from the build before, but hardly from an older one.
  for old in "$dist"/2*; do
    case $old in
      "$build" | "$dist/$previous") ;;
      *) rm -rf "$old" ;;
    esac
  done
}
