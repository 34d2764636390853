package org.cairndb.tpch;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One of the 22 queries with the parameters that the specification uses for validation. The text lies beside this class and is standard SQL; where a
 * database cannot run it, or not in any sensible time, a second file has an equal query for that one.
 */
public record TpchQuery(int number) {
    private static final int COUNT = 22;

    /** Share of all stock that makes a part important at scale factor 1, in query 11. */
    private static final BigDecimal FRACTION = new BigDecimal("0.0001");

    /** All of them. */
    public static List<TpchQuery> all() {
        return IntStream.rangeClosed(1, COUNT).mapToObj(TpchQuery::new).toList();
    }

    /** {@code q01} to {@code q22}. */
    public String label() {
        return "q%02d".formatted(number);
    }

    /** The text for Cairn and every database that takes standard SQL. */
    public String sql(double scaleFactor) {
        return withParameters(resource("").orElseThrow(), scaleFactor);
    }

    /** The text for another database. */
    public String sql(SqlTpch database, double scaleFactor) {
        String text = resource("." + database.label()).or(() -> resource("")).orElseThrow();
        String complete = withParameters(text, scaleFactor);
        return database == SqlTpch.SQLITE ? SqliteDialect.translate(complete) : complete;
    }

    private static String withParameters(String text, double scaleFactor) {
        BigDecimal fraction = FRACTION.divide(BigDecimal.valueOf(scaleFactor), MathContext.DECIMAL64);
        return text.replace("${fraction}", fraction.stripTrailingZeros().toPlainString());
    }

    private Optional<String> resource(String suffix) {
        String name = label() + suffix + ".sql";
        try (@Nullable InputStream in = TpchQuery.class.getResourceAsStream(name)) {
            return in == null
                    ? Optional.empty()
                    : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return label();
    }
}
