package io.platen.server.console.view;

import java.util.List;

/**
 * Notices, the newest first.
 *
 * @param state which are shown: failed, waiting, sent or all
 * @param mail whether the operator has named a mail server
 */
public record NoticeList(List<NoticeLine> rows, String state, boolean mail) {
  public static final List<String> STATES = List.of("failed", "waiting", "sent", "all");

  public NoticeList {
    rows = List.copyOf(rows);
  }
}
