/** Commands as rows. */
@NullMarked
package io.platen.server.command.entity;

import org.jspecify.annotations.NullMarked;
