/**
 * Databases in the memory of this process: for tests, demonstrations and scratch work.
 *
 * <p>Safe for any number of threads; gone with the process.
 */
@NullMarked
package org.cairndb.storage.store.memory;

import org.jspecify.annotations.NullMarked;
