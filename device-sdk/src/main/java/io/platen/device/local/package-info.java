/**
 * The local agent (chapter LPA): answers for printers that only this machine can reach. Start with
 * {@link io.platen.device.local.LocalAgent}.
 */
@NullMarked
package io.platen.device.local;

import org.jspecify.annotations.NullMarked;
