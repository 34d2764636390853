/** What tests of this and other modules share: the contract of stores, and stores that fail or count on purpose. */
@NullMarked
package org.cairndb.storage.testing;

import org.jspecify.annotations.NullMarked;
