/** What a device asks for: its entries and policy; and why it is cut off. */
@NullMarked
package io.platen.server.sync;

import org.jspecify.annotations.NullMarked;
