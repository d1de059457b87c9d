/// A signal strength in words and bars.
struct SignalText {
    private let signal: Int?

    /// - Parameter signal: dBm; nil if not known.
    init(_ signal: Int?) {
        self.signal = signal
    }

    /// 0 to 4 bars, at the steps that telephones commonly show for 2G to 4G.
    private var bars: Int {
        switch signal ?? -200 {
        case (-75)...: 4
        case -85 ..< -75: 3
        case -95 ..< -85: 2
        case -108 ..< -95: 1
        default: 0
        }
    }

    func text(console: Console) -> String {
        guard let signal else { return "not known," }
        let steps = console.isUnicode ? ["▂", "▄", "▆", "█"] : ["|", "|", "|", "|"]
        let picture = steps.enumerated().map { $0.offset < bars ? $0.element : "_" }.joined()
        let word = ["none", "weak", "fair", "strong", "very strong"][bars]
        return "\(picture) \(word), \(signal) dBm,"
    }
}
