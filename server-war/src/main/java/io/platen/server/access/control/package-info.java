/** Who may do what; start with {@link io.platen.server.access.control.SignIn}. */
@NullMarked
package io.platen.server.access.control;

import org.jspecify.annotations.NullMarked;
