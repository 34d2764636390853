/**
 * Databases in a folder, on any file system with atomic rename.
 *
 * <p>Invariants: no object is ever visible half-written; what was acknowledged survives a power cut; readers create
 * nothing. {@code docs/adr/010-file-store.md} gives the reasons and the costs.
 */
@NullMarked
package org.cairndb.storage.store.file;

import org.jspecify.annotations.NullMarked;
