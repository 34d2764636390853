package org.cairndb.it.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.awt.image.BufferedImage;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import javax.imageio.ImageIO;
import net.sf.jasperreports.engine.JasperCompileManager;
import net.sf.jasperreports.engine.JasperExportManager;
import net.sf.jasperreports.engine.JasperFillManager;
import net.sf.jasperreports.engine.JasperPrint;
import net.sf.jasperreports.engine.JasperReport;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** A report of JasperReports with groups, a table and a chart, as PDF. */
class JasperReportsIT {
    private static final JdbcCalls CALLS = JdbcCalls.of("jasperreports");
    private static final Path FOLDER =
            Path.of(System.getProperty("cairn.folder", "target")).resolve("reports");

    @AfterAll
    static void writeCalls() {
        CALLS.writeAndExpectFailures();
    }

    @Test
    void aReportShowsATableAndAChart() throws Exception {
        Files.createDirectories(FOLDER);
        Path pdf = FOLDER.resolve("sales.pdf");
        JasperExportManager.exportReportToPdfFile(filled(), pdf.toString());
        try (PDDocument document = Loader.loadPDF(pdf.toFile())) {
            String text = new PDFTextStripper().getText(document);
            assertThat(text)
                    .contains("Sales of 1997 by quarter", "Drink", "Food", "Non-Consumable", "Total", "565,238.13");
            BufferedImage picture = new PDFRenderer(document).renderImageWithDPI(0, 100);
            ImageIO.write(picture, "png", FOLDER.resolve("sales.png").toFile());
            requireChart(picture);
        }
    }

    private static JasperPrint filled() throws Exception {
        try (InputStream design = Objects.requireNonNull(JasperReportsIT.class.getResourceAsStream("sales.jrxml"));
                Connection connection = DriverManager.getConnection(Sample.FOODMART.url(CALLS))) {
            JasperReport report = JasperCompileManager.compileReport(design);
            return JasperFillManager.fillReport(
                    report, new HashMap<>(Map.of("YEAR", 1997, "LEAST", BigDecimal.ZERO)), connection);
        }
    }

    /** Bars of one width are as large as the sums that they show. */
    private static void requireChart(BufferedImage picture) {
        double drink = pixels(picture, 0xFF5555);
        assertThat(pixels(picture, 0x5555FF) / drink).isCloseTo(409_035.59 / 48_836.21, withinPercentage(5));
        assertThat(pixels(picture, 0x55FF55) / drink).isCloseTo(107_366.33 / 48_836.21, withinPercentage(5));
    }

    private static int pixels(BufferedImage picture, int colour) {
        int count = 0;
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                if ((picture.getRGB(x, y) & 0xFFFFFF) == colour) {
                    count++;
                }
            }
        }
        return count;
    }
}
