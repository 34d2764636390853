package org.cairndb.writer.tx;

/** Values as error messages show them. */
final class Text {
    private static final int MAX_SHOWN = 80;

    private Text() {}

    static String of(Object value) {
        String text = value.toString();
        String cut = text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "...";
        return value instanceof CharSequence ? "\"" + cut + "\"" : cut;
    }
}
