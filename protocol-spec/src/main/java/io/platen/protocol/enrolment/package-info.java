/**
 * What both sides of an enrolment share: activation codes and strings, the words by which people
 * compare keys, and the bodies of EST. Chapter ENR; start with {@link
 * io.platen.protocol.enrolment.ActivationCode}.
 */
@NullMarked
package io.platen.protocol.enrolment;

import org.jspecify.annotations.NullMarked;
