/**
 * Temporary files of batches, for what an execution may not keep in memory. A file belongs to the operator that made it, which closes it; where the
 * operating system allows it, a file has no name from its first moment on, so that nothing stays behind however the process ends.
 */
@NullMarked
package org.cairndb.planner.exec.spill;

import org.jspecify.annotations.NullMarked;
