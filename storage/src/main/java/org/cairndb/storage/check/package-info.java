/**
 * The store check: proves from the stored bytes alone that a database is whole. It reads past every cache, holds no more than node ids in memory, and
 * reports what is wrong instead of stopping at it.
 */
@NullMarked
package org.cairndb.storage.check;

import org.jspecify.annotations.NullMarked;
