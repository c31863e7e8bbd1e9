/**
 * What a server signs for one device, and what the device looks at before it does it (chapter CMD).
 * Start with {@link io.platen.protocol.order.CommandCheck}.
 */
@NullMarked
package io.platen.protocol.order;

import org.jspecify.annotations.NullMarked;
