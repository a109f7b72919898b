# Trains the ahead-of-time caches, with which a start takes half the time. Sourced by build.sh.

# train BUILD: makes the ahead-of-time caches by a short conversation of a server on this machine
# with a client and with a program. Whatever goes wrong costs only the cache.
train() {
  scratch=$1/training
  mkdir "$scratch"
  : >"$scratch/server.out"

  # At this level the JVM counts calls for the cache, but optimises nothing in a server that soon ends.
  run_training server "$1" -XX:TieredStopAtLevel=3 -jar "$1/server.jar" --host 127.0.0.1 --port 0 --web-port 0 --ops-port 0 --durability memory --data-dir "$scratch/data" \
    >"$scratch/server.out" 2>&1 </dev/null &
  server_pid=$!
  children=$server_pid
  if await 300 server_has_started && [ -n "$web_address" ]; then
    # Not the client's main class: it would find no terminal here, and not learn to edit a line.
    run_training client "$1" -cp "$1/client.jar" gochat.terminal.TrainingRun \
      -server "$server_address" >"$scratch/client.out" 2>&1 </dev/null &
    client_pid=$!
    run_program "$1" gochat.terminal.ServerTraining "$server_address" "$web_address" \
      >"$scratch/program.out" 2>&1 </dev/null &
    program_pid=$!
    children="$server_pid $client_pid $program_pid"
    for pid in "$client_pid" "$program_pid"; do
      await 600 is_gone "$pid" || kill -9 "$pid" 2>/dev/null
    done
  fi
  kill "$server_pid" 2>/dev/null
  await 600 is_gone "$server_pid" || kill -9 "$server_pid" 2>/dev/null
  wait
  children=
  rm -rf "$scratch" "$1"/*.config
}

# run_training PROGRAM BUILD WHAT…: the JVM writes the cache when it ends, by way of a file *.config
# that it removes.
run_training() {
  trained=$1
  trained_build=$2
  shift 2
  java_flags "$trained"
  # shellcheck disable=SC2086
  exec "$java_home/bin/java" $flags -XX:AOTCacheOutput="$trained_build/$trained.aot" \
    -Djava.library.path="$trained_build/lib" -Dorg.sqlite.lib.path="$trained_build/lib" \
    -Dgochat.home="$home" "$@"
}

# run_program BUILD CLASS ARGUMENTS…
run_program() {
  program_build=$1
  shift
  java_flags client
  # shellcheck disable=SC2086
  exec "$java_home/bin/java" $flags -cp "$program_build/client.jar" "$@"
}

server_has_started() {
  web_address=$(sed -n 's#.*\(http://127.0.0.1:[0-9]*/\).*#\1#p' "$scratch/server.out")
  server_address=$(sed -n 's/^gochat listening on \([^ ]*\).*/\1/p' "$scratch/server.out")
  # The line of the web port comes after the other.
  [ -n "$web_address" ] || is_gone "$server_pid"
}

is_gone() {
  ! kill -0 "$1" 2>/dev/null
}

# await TENTHS COMMAND…: until the command succeeds, at most so many tenths of a second.
await() {
  tenths=$1
  shift
  until "$@"; do
    [ "$tenths" -gt 0 ] || return 1
    tenths=$((tenths - 1))
    sleep 0.1
  done
}
