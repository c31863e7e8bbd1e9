/**
 * Discovery entries and policy from the download hosts (chapter SYN). Start with {@link
 * io.platen.device.sync.Sync}.
 */
@NullMarked
package io.platen.device.sync;

import org.jspecify.annotations.NullMarked;
