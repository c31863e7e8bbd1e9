/**
 * What a vendor says of a product before it is tested: the ICS (what it claims) and the IXIT (how
 * to reach it), two XML files. Read Ics first.
 */
@NullMarked
package io.platen.conformance.claims;

import org.jspecify.annotations.NullMarked;
