/**
 * Rules, what they found, and who is told; start with {@link io.platen.server.notice.entity.Rule}.
 */
@NullMarked
package io.platen.server.notice.entity;

import org.jspecify.annotations.NullMarked;
