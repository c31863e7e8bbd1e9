/**
 * The way to the server (chapter LNK): two hosts and fail-over, proxy, retries, TLS and what went
 * wrong with it. The HTTP client is Jersey's with the Apache 5 connector; no other package knows
 * it. Start with {@link io.platen.device.link.Link}.
 */
@NullMarked
package io.platen.device.link;

import org.jspecify.annotations.NullMarked;
