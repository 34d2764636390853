package org.cairndb.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.cairndb.cli.output.Console;
import org.cairndb.cli.output.NumberText;
import org.cairndb.cli.output.Progress;
import org.cairndb.cli.output.ProgressBar;
import org.cairndb.storage.store.Location;
import org.cairndb.storage.store.RequestText;
import org.cairndb.writer.Writer;
import org.cairndb.writer.WriterOptions;
import org.cairndb.writer.ingest.JsonOptions;
import org.cairndb.writer.ingest.JsonReport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Commits lines of JSON. */
@Command(
        name = "transact",
        description = "Commit newline-delimited JSON: each line a map of attributes and values, or an array of them.",
        footer = {
            "",
            "Example:",
            "  echo '{\"product/name\": \"Widget\", \"product/price\": 9.99}' | cairn transact ./shop -"
        })
final class TransactCommand implements Callable<Integer> {
    private static final String STANDARD_INPUT = "-";

    private final Console console;

    @Parameters(
            index = "0",
            paramLabel = "LOCATION",
            description = "The database, or a branch of it; it is created if need be.")
    private Location location;

    @Parameters(index = "1", paramLabel = "FILE", description = "The file to read, or - for the standard input.")
    private String file;

    @Option(names = "--author", paramLabel = "NAME", description = "Record who commits, as tx/author.")
    private @Nullable String author;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Record why, as tx/reason.")
    private @Nullable String reason;

    TransactCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        try (InputStream input = file.equals(STANDARD_INPUT) ? console.in() : Files.newInputStream(Path.of(file));
                BufferedReader lines = new BufferedReader(new InputStreamReader(input, StandardCharsets.UTF_8));
                Writer writer = Writer.open(Databases.requireLasting(location), options())) {
            JsonReport report = commit(lines, writer);
            console.out().println(sentence(report));
            if (report.transactions() > 0) {
                console.out().println(RequestText.of(report.requests()));
            }
        }
        return 0;
    }

    private WriterOptions options() {
        WriterOptions options = WriterOptions.DEFAULT;
        if (author != null) {
            options = options.metadata("tx/author", author);
        }
        return reason == null ? options : options.metadata("tx/reason", reason);
    }

    private JsonReport commit(BufferedReader lines, Writer writer) {
        String label = file.equals(STANDARD_INPUT)
                ? "standard input"
                : Path.of(file).getFileName().toString();
        try (ProgressBar bar = new ProgressBar(console)) {
            int size = JsonOptions.DEFAULT.linesPerTransaction();
            return writer.transactLines(
                    lines, new JsonOptions(size, done -> bar.update(Progress.open(label, "lines", done))));
        }
    }

    private static String sentence(JsonReport report) {
        if (report.transactions() == 0) {
            return "Nothing to commit: there are no lines";
        }
        String transactions = report.transactions() == 1
                ? "transaction " + report.lastTx()
                : "transactions %d to %d".formatted(report.firstTx(), report.lastTx());
        return "%s committed as %s"
                .formatted(
                        report.lines() == 1 ? "1 line" : NumberText.grouped(report.lines()) + " lines", transactions);
    }
}
