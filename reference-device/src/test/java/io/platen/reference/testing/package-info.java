/**
 * What end-to-end tests share: {@link io.platen.reference.testing.DemoStack}, one demo for all of
 * them.
 */
package io.platen.reference.testing;
