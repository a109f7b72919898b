package gochat.limit;

/// One party's share of a rate.
interface Share {
  /// The share of a party that is not counted.
  Share ENDLESS =
      new Share() {
        @Override
        public long waitNanos(long nowNanos) {
          return 0;
        }

        @Override
        public void take(int changes, long bytes, long nowNanos) {
          // Unlimited.
        }
      };

  long waitNanos(long nowNanos);

  void take(int changes, long bytes, long nowNanos);
}
