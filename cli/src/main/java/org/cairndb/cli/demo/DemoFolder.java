package org.cairndb.cli.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;

/** The folder that holds the demonstration's databases. A marker tells that a demonstration made it, so that nothing else is ever deleted. */
final class DemoFolder {
    private static final String MARKER = ".cairn-demo";
    private static final String MARKER_TEXT =
            "Made by \"cairn demo\", which replaces the databases in this folder when it runs again.\n";

    private final Path folder;

    DemoFolder(Path folder) {
        this.folder = folder;
    }

    /** The folder of one of the databases. */
    Path database(String name) {
        return folder.resolve(name);
    }

    /**
     * Leaves the folder without these databases, and marked.
     *
     * @throws CairnException OPTION_INVALID if something else is in the folder
     */
    void prepare(List<String> databases) {
        try {
            Files.createDirectories(folder);
            if (!Files.exists(folder.resolve(MARKER)) && !isEmpty()) {
                throw new CairnException(
                        ErrorCode.OPTION_INVALID,
                        "\"%s\" is not empty and not from a demo; name another folder with --dir".formatted(folder));
            }
            Files.writeString(folder.resolve(MARKER), MARKER_TEXT);
            for (String database : databases) {
                delete(folder.resolve(database));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isEmpty() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }

    private static void delete(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return;
        }
        List<Path> deepestFirst;
        try (Stream<Path> files = Files.walk(tree)) {
            deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : deepestFirst) {
            Files.delete(file);
        }
    }
}
