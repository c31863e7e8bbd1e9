package io.platen.device.update.content;

import java.io.IOException;

/** How much may still be fetched: [PLT-UPD-073]. */
public interface DataBudget {
  /** No limit. */
  DataBudget UNLIMITED =
      new DataBudget() {
        @Override
        public long left() {
          return Long.MAX_VALUE;
        }

        @Override
        public void spend(long bytes) {}
      };

  /** In bytes. */
  long left() throws IOException;

  /** So many have been fetched. */
  void spend(long bytes) throws IOException;
}
