package org.cairndb.planner.rex;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.runtime.SqlFunctions;
import org.apache.calcite.sql.fun.SqlTrimFunction;
import org.cairndb.planner.exec.ColumnType;
import org.cairndb.planner.exec.ColumnType.Kind;
import org.cairndb.planner.exec.Expression;
import org.cairndb.planner.exec.scalar.Expressions;
import org.cairndb.planner.exec.scalar.RegexFunctions;
import org.cairndb.planner.exec.scalar.TextFunctions;
import org.cairndb.planner.exec.scalar.TextFunctions.Sides;

/** Functions of text by name. */
final class TextTranslations {
    private static final ColumnType TEXT = Operands.TEXT;
    private static final ColumnType LONG = Operands.LONG;
    private static final ColumnType BYTES = ColumnType.of(Kind.BYTES);

    static final Map<String, Translation> BY_NAME = Map.ofEntries(
            Map.entry("UPPER", Operands.one(TEXT, TextFunctions::upper)),
            Map.entry("LOWER", Operands.one(TEXT, TextFunctions::lower)),
            Map.entry("INITCAP", Operands.one(TEXT, TextFunctions::initcap)),
            Map.entry("REVERSE", Operands.one(TEXT, TextFunctions::reverse)),
            Map.entry("SUBSTRING", TextTranslations::substring),
            Map.entry("SUBSTR", TextTranslations::substring),
            Map.entry("LEFT", Operands.two(TEXT, LONG, TextFunctions::left)),
            Map.entry("RIGHT", Operands.two(TEXT, LONG, TextFunctions::right)),
            Map.entry("TRIM", TextTranslations::trim),
            Map.entry("LTRIM", trimEnd(Sides.LEADING)),
            Map.entry("RTRIM", trimEnd(Sides.TRAILING)),
            Map.entry("BTRIM", trimEnd(Sides.BOTH)),
            Map.entry("POSITION", TextTranslations::position),
            Map.entry("STRPOS", Operands.several(2, TextFunctions::position, TEXT, TEXT)),
            Map.entry("REPLACE", Operands.several(3, TextFunctions::replace, TEXT, TEXT, TEXT)),
            Map.entry("OVERLAY", Operands.several(3, TextFunctions::overlay, TEXT, TEXT, LONG, LONG)),
            Map.entry("REPEAT", Operands.two(TEXT, LONG, TextFunctions::repeat)),
            Map.entry("LPAD", Operands.several(2, in -> TextFunctions.pad(in, true), TEXT, LONG, TEXT)),
            Map.entry("RPAD", Operands.several(2, in -> TextFunctions.pad(in, false), TEXT, LONG, TEXT)),
            Map.entry("CHAR_LENGTH", Operands.one(TEXT, TextFunctions::length)),
            Map.entry("CHARACTER_LENGTH", Operands.one(TEXT, TextFunctions::length)),
            Map.entry("LENGTH", Operands.one(TEXT, TextFunctions::length)),
            Map.entry("OCTET_LENGTH", TextTranslations::octetLength),
            Map.entry("ASCII", Operands.one(TEXT, TextFunctions::ascii)),
            Map.entry("CHR", Operands.one(LONG, TextFunctions::chr)),
            Map.entry("||", TextTranslations::concat),
            Map.entry("CONCAT", Operands.any(TEXT, TextFunctions::concatPresent)),
            Map.entry("CONCAT_WS", TextTranslations::join),
            Map.entry(
                    "SPLIT_PART",
                    Operands.several(
                            3, in -> TextFunctions.splitPart(in.get(0), in.get(1), in.get(2)), TEXT, TEXT, LONG)),
            Map.entry("TRANSLATE", Operands.several(3, TextFunctions::translate, TEXT, TEXT, TEXT)),
            Map.entry("TRANSLATE3", Operands.several(3, TextFunctions::translate, TEXT, TEXT, TEXT)),
            Map.entry("STARTS_WITH", Operands.two(TEXT, TEXT, TextFunctions::startsWith)),
            Map.entry("MD5", hash(in -> SqlFunctions.md5(in[0]))),
            Map.entry("SHA1", hash(in -> SqlFunctions.sha1(in[0]))),
            Map.entry("SHA256", hash(in -> SqlFunctions.sha256(in[0]))),
            Map.entry("SHA512", hash(in -> SqlFunctions.sha512(in[0]))),
            Map.entry("SOUNDEX", hash(in -> SqlFunctions.soundex(in[0]))),
            Map.entry("REGEXP_LIKE", TextTranslations::regexLike),
            Map.entry("REGEXP_REPLACE", Operands.several(3, RegexFunctions::replace, TEXT, TEXT, TEXT, TEXT)),
            // What Calcite makes of REGEXP_SUBSTR.
            Map.entry("REGEXP_EXTRACT", Operands.several(2, RegexFunctions::substring, TEXT, TEXT, LONG, LONG)),
            Map.entry("REGEXP_INSTR", Operands.several(2, RegexFunctions::position, TEXT, TEXT, LONG, LONG, LONG)));

    private TextTranslations() {}

    private static Translation hash(TextFunctions.StringFunction function) {
        return Operands.one(TEXT, text -> TextFunctions.ofStrings(List.of(text), function));
    }

    private static boolean isBytes(RexNode node) {
        return DatomTypes.columnType(node.getType()).kind() == Kind.BYTES;
    }

    private static Optional<Expression> substring(RexTranslator scalars, RexCall call) {
        Translation translation = isBytes(call.getOperands().get(0))
                ? Operands.several(2, TextFunctions::subBytes, BYTES, LONG, LONG)
                : Operands.several(2, TextFunctions::substring, TEXT, LONG, LONG);
        return translation.apply(scalars, call);
    }

    private static Optional<Expression> trim(RexTranslator scalars, RexCall call) {
        List<RexNode> operands = call.getOperands();
        if (operands.size() != 3 || !(operands.get(0) instanceof RexLiteral flag) || isBytes(operands.get(2))) {
            return Optional.empty();
        }
        SqlTrimFunction.Flag sides = flag.getValueAs(SqlTrimFunction.Flag.class);
        if (sides == null) {
            return Optional.empty();
        }
        return scalars.as(operands.get(2), TEXT)
                .flatMap(text -> scalars.as(operands.get(1), TEXT)
                        .map(set -> TextFunctions.trim(Sides.valueOf(sides.name()), text, set)));
    }

    private static Translation trimEnd(Sides sides) {
        return Operands.several(
                1,
                in -> TextFunctions.trim(sides, in.get(0), in.size() > 1 ? in.get(1) : Literals.text(" ")),
                TEXT,
                TEXT);
    }

    private static Optional<Expression> position(RexTranslator scalars, RexCall call) {
        return Operands.several(
                        2,
                        in -> {
                            List<Expression> ordered = new ArrayList<>(in);
                            ordered.set(0, in.get(1));
                            ordered.set(1, in.get(0));
                            return TextFunctions.position(ordered);
                        },
                        TEXT,
                        TEXT,
                        LONG)
                .apply(scalars, call);
    }

    private static Optional<Expression> octetLength(RexTranslator scalars, RexCall call) {
        ColumnType type = isBytes(call.getOperands().get(0)) ? BYTES : TEXT;
        return Operands.one(type, TextFunctions::octetLength).apply(scalars, call);
    }

    private static Optional<Expression> concat(RexTranslator scalars, RexCall call) {
        ColumnType type = DatomTypes.columnType(call.getType());
        return type.isText()
                ? Operands.any(type, in -> TextFunctions.concat(in, type)).apply(scalars, call)
                : Optional.empty();
    }

    private static Optional<Expression> join(RexTranslator scalars, RexCall call) {
        Optional<Expression> joined = Operands.any(TEXT, TextFunctions::join).apply(scalars, call);
        if (!call.getOperands().get(0).getType().isNullable()) {
            return joined;
        }
        return joined.flatMap(all -> scalars.as(call.getOperands().get(0), TEXT)
                .flatMap(separator -> Literals.nullColumn(TEXT)
                        .map(nothing -> Expressions.choose(
                                List.of(Expressions.isNull(separator)),
                                List.of(Expressions.constant(nothing), all),
                                TEXT))));
    }

    /** REGEXP_LIKE(text, pattern [, flags]); the flags are a literal. */
    private static Optional<Expression> regexLike(RexTranslator scalars, RexCall call) {
        List<RexNode> operands = call.getOperands();
        Optional<String> flags = operands.size() == 2
                ? Optional.of("")
                : operands.size() == 3 && operands.get(2) instanceof RexLiteral literal && !literal.isNull()
                        ? Optional.ofNullable(literal.getValueAs(String.class))
                        : Optional.empty();
        return flags.flatMap(these -> scalars.as(operands.get(0), TEXT)
                .flatMap(text ->
                        scalars.as(operands.get(1), TEXT).map(pattern -> RegexFunctions.find(text, pattern, these))));
    }
}
