/**
 * The words of SNMP that scanner and reader share: messages, objects, texts, makers. Not exported.
 */
@NullMarked
package io.platen.device.snmp;

import org.jspecify.annotations.NullMarked;
