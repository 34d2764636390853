package org.cairndb.storage.store.file;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
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

    /** A folder that cannot be made, which trying again does not change. */
    static CairnException cannotCreate(Path directory, IOException cause) {
        String reason = cause instanceof FileSystemException known && known.getReason() != null
                ? known.getReason()
                : "something on the way to it is no folder";
        boolean isDenied = cause instanceof AccessDeniedException || reason.contains("Read-only");
        return new CairnException(
                isDenied ? ErrorCode.ACCESS_DENIED : ErrorCode.STORE_UNAVAILABLE,
                "Cannot create the folder \"%s\": %s".formatted(directory, isDenied ? "permission denied" : reason),
                cause);
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
