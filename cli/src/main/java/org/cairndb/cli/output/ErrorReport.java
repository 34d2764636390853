package org.cairndb.cli.output;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.sql.SQLException;
import java.util.Optional;
import org.cairndb.storage.error.CairnException;
import org.jspecify.annotations.Nullable;

/**
 * Says in one line what went wrong.
 *
 * @param withTrace whether the stack trace follows
 */
public record ErrorReport(boolean withTrace) {
    private static final String PREFIX = "cairn: ";

    /** Reports an error of something that has no SQL text of its own. */
    public void print(Throwable error, PrintStream err) {
        print(error, Optional.empty(), err);
    }

    /** Reports an error of a statement, with the place in it where the error knows one. */
    public void print(Throwable error, String sql, PrintStream err) {
        print(error, Optional.of(sql), err);
    }

    private void print(Throwable error, Optional<String> sql, PrintStream err) {
        String message = message(error);
        err.println(PREFIX + message);
        if (sql.isPresent()) {
            ErrorPosition.in(message)
                    .flatMap(position -> position.mark(sql.get()))
                    .ifPresent(err::println);
        }
        if (withTrace) {
            error.printStackTrace(err);
        }
        err.flush();
    }

    private static String message(Throwable error) {
        if (error instanceof CairnException || error instanceof SQLException || error instanceof OutputLostException) {
            return oneLine(error.getMessage(), error);
        }
        if (error instanceof UncheckedIOException unchecked && unchecked.getCause() != null) {
            return message(unchecked.getCause());
        }
        if (error instanceof NoSuchFileException || error instanceof FileNotFoundException) {
            return "There is no file \"%s\"".formatted(oneLine(error.getMessage(), error));
        }
        if (error instanceof AccessDeniedException) {
            return "No permission for \"%s\"".formatted(oneLine(error.getMessage(), error));
        }
        if (error instanceof IOException) {
            return "Input or output failed: " + oneLine(error.getMessage(), error);
        }
        if (error instanceof OutOfMemoryError) {
            return "Out of memory; allow the JVM more, as in CAIRN_JAVA_OPTS=-Xmx4g";
        }
        return "Internal error, please report it with the output of --debug: " + oneLine(error.toString(), error);
    }

    private static String oneLine(@Nullable String message, Throwable error) {
        if (message == null || message.isBlank()) {
            return error.getClass().getSimpleName();
        }
        return CellText.visible(
                String.join(" ", message.lines().map(String::strip).toList()));
    }
}
