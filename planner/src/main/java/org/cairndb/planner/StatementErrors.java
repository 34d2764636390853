package org.cairndb.planner;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.calcite.plan.RelOptPlanner.CannotPlanException;
import org.apache.calcite.runtime.CalciteContextException;
import org.apache.calcite.sql.parser.SqlParseException;
import org.cairndb.planner.rel.DatomSchema;
import org.cairndb.planner.rel.DatomTable;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;

/** Turns what goes wrong in parsing and planning into one clear sentence. */
final class StatementErrors {
    private static final Pattern TABLE = Pattern.compile("Object '([^']+)' not found.*", Pattern.DOTALL);
    private static final Pattern COLUMN = Pattern.compile("Column '([^']+)' not found.*", Pattern.DOTALL);
    private static final Pattern ALIAS = Pattern.compile("Table '([^']+)' not found.*", Pattern.DOTALL);

    private static final Pattern ILLEGAL_TIME = Pattern.compile("Illegal (?:DATE|TIME|TIMESTAMP) literal");

    private final List<DatomSchema> schemas;

    StatementErrors(List<DatomSchema> schemas) {
        this.schemas = schemas;
    }

    CairnException translate(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof CairnException own) {
                return own;
            }
            if (cause instanceof SqlParseException parse) {
                return syntax(parse);
            }
            if (cause instanceof CalciteContextException context) {
                return invalid(context);
            }
            if (cause instanceof CannotPlanException) {
                return new CairnException(
                        ErrorCode.UNSUPPORTED, "The statement uses a feature that cannot be planned", e);
            }
            if (isRecursionOfOtherTypes(cause)) {
                return new CairnException(
                        ErrorCode.UNSUPPORTED,
                        "A column of a recursive query gets another type, or becomes null, from round to round;"
                                + " cast it to the type that it begins with",
                        e);
            }
            if (cause instanceof UnsupportedOperationException) {
                return new CairnException(
                        ErrorCode.UNSUPPORTED,
                        "The statement uses a feature that is not supported: " + cause.getMessage(),
                        e);
            }
        }
        return isOfCalcite(root(e))
                ? new CairnException(
                        ErrorCode.UNSUPPORTED, "The statement combines features in a way that cannot be planned", e)
                : new CairnException(ErrorCode.INTERNAL, "Planning the statement failed: " + root(e), e);
    }

    private static boolean isRecursionOfOtherTypes(Throwable cause) {
        String message = String.valueOf(cause.getMessage());
        return cause instanceof AssertionError
                && message.startsWith("Conversion to relational algebra failed to preserve datatypes")
                && message.contains("LogicalRepeatUnion");
    }

    /** Whether Calcite threw it, and not something of ours that Calcite called. */
    private static boolean isOfCalcite(Throwable root) {
        for (StackTraceElement frame : root.getStackTrace()) {
            if (frame.getClassName().startsWith("org.cairndb.")) {
                return false;
            }
            if (frame.getClassName().startsWith("org.apache.calcite.")) {
                return true;
            }
        }
        return false;
    }

    private static Throwable root(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    private static CairnException syntax(SqlParseException e) {
        String first =
                String.valueOf(e.getMessage()).lines().findFirst().orElse("").trim();
        String place = e.getPos() == null
                ? ""
                : " at line %d, column %d"
                        .formatted(e.getPos().getLineNum(), e.getPos().getColumnNum());
        String what = first.replaceFirst(" at line \\d+, column \\d+\\.?$", "").replaceFirst("\\.$", "");
        String sentence = SyntaxHints.sentence(what, e.getExpectedTokenNames());
        return new CairnException(ErrorCode.SQL_SYNTAX, "Syntax error%s: %s".formatted(place, sentence), e);
    }

    private CairnException invalid(CalciteContextException e) {
        String place = "at line %d, column %d".formatted(e.getPosLine(), e.getPosColumn());
        Throwable cause = e.getCause();
        String message = cause == null ? String.valueOf(e.getMessage()) : String.valueOf(cause.getMessage());
        Matcher table = TABLE.matcher(message);
        if (table.matches()) {
            String shown = DatomSchema.shownName(table.group(1));
            return unknown(ErrorCode.NO_SUCH_TABLE, "table or schema", shown, place, tableNames(shown), e);
        }
        Matcher column = COLUMN.matcher(message);
        if (column.matches()) {
            return unknown(ErrorCode.NO_SUCH_COLUMN, "column", column.group(1), place, columnNames(), e);
        }
        Matcher alias = ALIAS.matcher(message);
        if (alias.matches()) {
            return unknown(ErrorCode.NO_SUCH_TABLE, "table or alias", alias.group(1), place, List.of(), e);
        }
        String sentence = message.replaceAll("\\s+", " ")
                .replaceFirst("\\. Supported form\\(s\\):.*$", "")
                .replaceFirst("\\.$", "");
        boolean isTime = ILLEGAL_TIME.matcher(sentence).lookingAt();
        return new CairnException(
                isTime ? ErrorCode.TIME_INVALID : ErrorCode.SQL_INVALID, "%s (%s)".formatted(sentence, place), e);
    }

    private static CairnException unknown(
            ErrorCode code, String kind, String name, String place, List<String> known, Exception cause) {
        String hint =
                nearest(name, known).map("; did you mean \"%s\"?"::formatted).orElse("");
        return new CairnException(code, "There is no %s \"%s\" (%s)%s".formatted(kind, name, place, hint), cause);
    }

    /** The names that a misspelt one may stand for; with the schema where only that is missing. */
    private List<String> tableNames(String wanted) {
        List<String> names = new ArrayList<>();
        for (DatomSchema schema : schemas) {
            for (DatomTable table : schema.datomTables()) {
                if (table.name().equalsIgnoreCase(wanted)) {
                    return List.of(schema.name() + "." + table.name());
                }
                names.add(table.name());
            }
        }
        return names;
    }

    private List<String> columnNames() {
        List<String> names = new ArrayList<>();
        for (DatomSchema schema : schemas) {
            for (DatomTable table : schema.datomTables()) {
                names.addAll(table.columnNames());
            }
        }
        return names;
    }

    private static Optional<String> nearest(String name, List<String> known) {
        String wanted = name.toLowerCase(Locale.ROOT);
        if (known.size() == 1) {
            return Optional.of(known.get(0));
        }
        String best = null;
        int bestDistance = Math.max(2, wanted.length() / 3) + 1;
        for (String candidate : known) {
            int distance = distance(wanted, candidate.toLowerCase(Locale.ROOT));
            if (distance < bestDistance) {
                best = candidate;
                bestDistance = distance;
            }
        }
        return Optional.ofNullable(best);
    }

    /** Single-character edits between two names. */
    private static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replaced, Math.min(previous[j], current[j - 1]) + 1);
            }
            previous = current;
        }
        return previous[b.length()];
    }
}
