/**
 * Looks for what rules say, and tells people of it; start with {@link
 * io.platen.server.notice.control.Watch} and {@link io.platen.server.notice.control.Delivery}.
 */
@NullMarked
package io.platen.server.notice.control;

import org.jspecify.annotations.NullMarked;
