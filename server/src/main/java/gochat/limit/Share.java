package gochat.limit;

/// One party's part of a rate.
interface Share {
  /// Of a party that is not counted.
  Share ENDLESS =
      new Share() {
        @Override
        public long waitNanos(long nowNanos) {
          return 0;
        }

        @Override
        public void take(int changes, long bytes, long nowNanos) {
          // There is always more.
        }
      };

  long waitNanos(long nowNanos);

  void take(int changes, long bytes, long nowNanos);
}
