package org.cairndb.cli;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cairndb.cli.output.Console;
import org.cairndb.cli.output.NumberText;
import org.cairndb.cli.output.ResultFormat;
import org.cairndb.storage.datom.Attribute;
import org.cairndb.storage.datom.Schema;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.cairndb.storage.store.Location;
import org.cairndb.writer.Writer;
import org.cairndb.writer.WriterOptions;
import org.cairndb.writer.merge.Merge;
import org.cairndb.writer.merge.MergeReport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Merges a branch into another, or lists what stands in the way. */
@Command(
        name = "merge",
        description = {
            "Merge what a branch has changed into another.",
            "Where both sides changed the same to something different, the conflicts are listed, nothing is merged,"
                    + " and the exit code is 1."
        },
        footer = {
            "",
            "Examples:",
            "  cairn merge ./shop feature                    into the main branch",
            "  cairn merge ./shop@feature main --theirs      the other way, main wins",
            "  cairn merge ./shop feature --resolve 17:product/price=9.99"
        })
final class MergeCommand implements Callable<Integer> {
    private static final Pattern RESOLUTION = Pattern.compile("([0-9]{1,18}):([^=]+)=(.*)", Pattern.DOTALL);

    private final Console console;

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "LOCATION", description = "The database, or the branch of it to merge into.")
    private Location location;

    @Parameters(
            index = "1",
            paramLabel = "SOURCE",
            description = "What to merge: a branch, a tag, a commit, a transaction, or main~3.")
    private String source;

    @ArgGroup
    private @Nullable Winner winner;

    @Option(
            names = "--resolve",
            paramLabel = "ENTITY:ATTRIBUTE=VALUE",
            description = "What an attribute in conflict becomes, such as 17:product/price=9.99; nothing after = for no"
                    + " value. May be given several times.")
    private List<String> resolutions = new ArrayList<>();

    @ArgGroup
    private @Nullable Forward forward;

    @Option(names = "--author", paramLabel = "NAME", description = "Record who merges, as tx/author.")
    private @Nullable String author;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Record why, as tx/reason.")
    private @Nullable String reason;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "Print conflicts as ${COMPLETION-CANDIDATES} (${DEFAULT-VALUE} unless given).")
    private ResultFormat format;

    /** Who wins conflicts. */
    static final class Winner {
        @Option(names = "--ours", description = "In a conflict keep what LOCATION has.")
        private boolean ours;

        @Option(names = "--theirs", description = "In a conflict take what SOURCE has.")
        private boolean theirs;
    }

    /** Whether commits are taken over as they are. */
    static final class Forward {
        @Option(names = "--fast-forward-only", description = "Refuse if LOCATION has commits of its own.")
        private boolean only;

        @Option(
                names = "--no-fast-forward",
                description = "Commit a transaction even if LOCATION has no commits of its own.")
        private boolean never;
    }

    MergeCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws SQLException {
        try (Writer writer = Writer.open(Databases.requireLasting(location), WriterOptions.DEFAULT)) {
            MergeReport report = writer.merge(merge(writer.snapshot().schema()));
            if (report.outcome() == MergeReport.Outcome.CONFLICTS) {
                format.printer().print(ConflictRows.of(report.conflicts()), console);
                console.out().flush();
                console.err()
                        .printf(
                                "cairn: Nothing was merged, because of %d conflicts with \"%s\"; choose --ours,"
                                        + " --theirs or values with --resolve%n",
                                report.conflicts().size(), source);
                return CairnCommand.FAILURE;
            }
            console.out().println(sentence(report));
        }
        return 0;
    }

    private Merge merge(Schema schema) {
        Merge merge = Merge.of(source);
        if (winner != null && winner.ours) {
            merge = merge.ours();
        }
        if (winner != null && winner.theirs) {
            merge = merge.theirs();
        }
        if (forward != null && forward.only) {
            merge = merge.fastForwardOnly();
        }
        if (forward != null && forward.never) {
            merge = merge.withoutFastForward();
        }
        for (String resolution : resolutions) {
            merge = resolved(merge, resolution, schema);
        }
        if (author != null) {
            merge = merge.metadata("tx/author", author);
        }
        return reason == null ? merge : merge.metadata("tx/reason", reason);
    }

    private Merge resolved(Merge merge, String resolution, Schema schema) {
        Matcher matcher = RESOLUTION.matcher(resolution);
        if (!matcher.matches()) {
            throw new ParameterException(
                    spec.commandLine(), "--resolve takes ENTITY:ATTRIBUTE=VALUE, not \"%s\"".formatted(resolution));
        }
        Attribute attribute = schema.find(matcher.group(2))
                .orElseThrow(() -> new CairnException(
                        ErrorCode.OPTION_INVALID,
                        "There is no attribute \"%s\" to resolve".formatted(matcher.group(2))));
        String text = matcher.group(3);
        return merge.resolve(
                Long.parseLong(matcher.group(1)),
                attribute.ident(),
                text.isEmpty() ? null : AttributeText.parse(attribute, text));
    }

    private String sentence(MergeReport report) {
        String branch = report.snapshot().head().branch();
        long tx = report.snapshot().tx();
        return switch (report.outcome()) {
            case UP_TO_DATE -> "%s: nothing to do, it has all of \"%s\"".formatted(branch, source);
            case FAST_FORWARDED -> "%s: fast-forwarded to transaction %d".formatted(branch, tx);
            case MERGED ->
                "%s: merged \"%s\" as transaction %d, with %s datoms"
                        .formatted(branch, source, tx, NumberText.grouped(report.datoms()));
            case CONFLICTS -> throw new IllegalStateException("Conflicts are listed");
        };
    }
}
