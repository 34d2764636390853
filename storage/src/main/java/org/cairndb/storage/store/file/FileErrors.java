package org.cairndb.storage.store.file;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;

/** Turns I/O errors into errors that name what was being done. */
final class FileErrors {
    private FileErrors() {}

    /** An error of an operation that changed nothing, or nothing that matters. */
    static CairnException failed(String doing, Path path, IOException cause) {
        if (cause instanceof AccessDeniedException) {
            return new CairnException(
                    ErrorCode.ACCESS_DENIED, "Cannot %s \"%s\": permission denied".formatted(doing, path), cause);
        }
        return new CairnException(
                ErrorCode.STORE_FAILED, "Cannot %s \"%s\": %s".formatted(doing, path, cause.getMessage()), cause);
    }

    /** An error of a change that readers may or may not see, and that may or may not survive a power cut. */
    static CairnException unknown(String doing, Path path, IOException cause) {
        return new CairnException(
                ErrorCode.OUTCOME_UNKNOWN,
                "It is unknown whether it worked to %s \"%s\" (%s); read it again before anything else"
                        .formatted(doing, path, cause.getMessage()),
                cause);
    }
}
