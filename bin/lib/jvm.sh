# Which Java runs GoChat, and how. Sourced by start.sh.

java_version_min=25
open_files_min=128

# find_java TOOL: sets java_home to the first installation of a new enough Java that has bin/TOOL.
find_java() {
  for java_home in \
    "${JAVA_HOME:-}" \
    "$(java_home_of_path)" \
    /usr/lib/jvm/* \
    "${SDKMAN_DIR:-$HOME/.sdkman}"/candidates/java/* \
    "$HOME"/.jdks/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home \
    "$HOME"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk/libexec/openjdk.jdk/Contents/Home; do
    if [ -x "$java_home/bin/$1" ] && is_new_enough "$java_home"; then
      return 0
    fi
  done
  return 1
}

java_home_of_path() {
  java_of_path=$(command -v java) && dirname "$(dirname "$(readlink -f "$java_of_path")")"
}

# The release file answers without starting a JVM: JAVA_VERSION="25.0.1"
is_new_enough() {
  major=0
  while IFS='=' read -r key value; do
    if [ "$key" = JAVA_VERSION ]; then
      value=${value#\"}
      major=${value%%[!0-9]*}
    fi
  done 2>/dev/null <"$1/release"
  [ "${major:-0}" -ge "$java_version_min" ]
}

# java_flags PROGRAM: sets flags. The ahead-of-time cache is only used by a JVM that runs with the
# flags it was trained with, so both take them from here.
java_flags() {
  # Without the first flag a stale or missing cache would be complained about on standard output.
  flags="-Xlog:disable -XX:+UseCompactObjectHeaders --enable-native-access=ALL-UNNAMED"
  flags="$flags -Dio.netty.leakDetection.level=disabled"
  case $1 in
    server)
      # Without the first flag the JVM warns about what Armeria's queues use.
      flags="$flags --sun-misc-unsafe-memory-access=allow -XX:+ExitOnOutOfMemoryError"
      flags="$flags -XX:+UseG1GC -XX:G1HeapRegionSize=1m -XX:InitialHeapSize=32m -XX:MinHeapSize=16m"
      # A server at rest gives back what it needed when it was not: of the heap all but a quarter
      # more than is in use, and what its compiler has left to the C library.
      flags="$flags -XX:G1PeriodicGCInterval=10000 -XX:MinHeapFreeRatio=10 -XX:MaxHeapFreeRatio=30"
      flags="$flags -XX:TrimNativeHeapInterval=5000"
      # So small a heap is always filled by more than the 45 % at which the collector would begin to
      # mark it; under load it would do nothing else.
      flags="$flags -XX:InitiatingHeapOccupancyPercent=75 -XX:-G1UseAdaptiveIHOP"
      ;;
    client) flags="$flags -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:-UsePerfData -Xms16m" ;;
  esac
}
