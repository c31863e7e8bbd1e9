/** Printer profiles for those who write them: start with ProfileCommand. */
@NullMarked
package io.platen.reference.profile;

import org.jspecify.annotations.NullMarked;
