package org.cairndb.cli.ingest;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.cairndb.cli.output.Column;
import org.cairndb.cli.output.Console;
import org.cairndb.cli.output.ListRows;
import org.cairndb.cli.output.NumberText;
import org.cairndb.cli.output.Progress;
import org.cairndb.cli.output.ProgressBar;
import org.cairndb.cli.output.ResultPrinter;
import org.cairndb.storage.store.RequestText;
import org.cairndb.writer.Writer;
import org.cairndb.writer.ingest.ImportOptions;
import org.cairndb.writer.ingest.ImportProgress;
import org.cairndb.writer.ingest.ImportReport;
import org.jspecify.annotations.Nullable;

/** One import with its progress bar and its report. */
public final class ImportRun {
    private final Connection source;
    private final Writer writer;
    private final Console console;

    /** An import from a source through a writer, both of which the caller closes. */
    public ImportRun(Connection source, Writer writer, Console console) {
        this.source = source;
        this.writer = writer;
        this.console = console;
    }

    /** Imports while a progress bar is shown. */
    public ImportReport run(ImportOptions options) {
        try (ProgressBar bar = new ProgressBar(console)) {
            return writer.importTables(source, options.onProgress(progress -> bar.update(shown(progress))));
        }
    }

    private static Progress shown(ImportProgress progress) {
        return switch (progress.phase()) {
            case READING -> Progress.of(progress.table(), "rows", progress.done(), progress.total());
            case BUILDING -> Progress.of("Building indexes", "datoms", progress.done(), progress.total());
        };
    }

    /** Prints the imported tables and how long it took. */
    public void printReport(ImportReport report) throws SQLException {
        List<List<@Nullable String>> rows = new ArrayList<>();
        for (ImportReport.Table table : report.tables()) {
            rows.add(List.of(table.source(), table.namespace(), NumberText.grouped(table.rows())));
        }
        List<Column> columns = List.of(Column.text("source"), Column.text("namespace"), Column.number("rows"));
        ResultPrinter.bareTable().print(new ListRows(columns, rows), console);
        Duration elapsed = report.elapsed();
        console.out()
                .printf(
                        Locale.ROOT,
                        "%s rows and %s datoms in %.1f s (%s rows/s), committed as transaction %d%n",
                        NumberText.grouped(report.rows()),
                        NumberText.grouped(report.load().datoms()),
                        elapsed.toMillis() / 1000.0,
                        ProgressBar.rate(report.rows(), elapsed.toNanos()),
                        report.load().tx());
        console.out().println(RequestText.of(report.load().requests()));
    }
}
