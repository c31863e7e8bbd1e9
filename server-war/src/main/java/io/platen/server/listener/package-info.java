/**
 * What the launcher and the WAR must agree on: the three listeners, which path answers on which,
 * the asadmin commands that make them, and the test that they are shut to strangers. Plain Java.
 */
@NullMarked
package io.platen.server.listener;

import org.jspecify.annotations.NullMarked;
