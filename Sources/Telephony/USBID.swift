/// idVendor and idProduct of a device descriptor (USB 2.0 §9.6.1).
package struct USBID: Hashable, Sendable, CustomStringConvertible {
    package var vendor: UInt16
    package var product: UInt16

    package init(_ vendor: UInt16, _ product: UInt16) {
        self.vendor = vendor
        self.product = product
    }

    /// `2c7c:0125`, as `lsusb` prints it.
    package init?(_ text: some StringProtocol) {
        let halves = text.split(separator: ":", omittingEmptySubsequences: false)
        guard halves.count == 2, halves.allSatisfy({ $0.utf8.count == 4 && $0.allSatisfy(\.isHexDigit) }),
            let vendor = UInt16(halves[0], radix: 16), let product = UInt16(halves[1], radix: 16)
        else { return nil }
        self.init(vendor, product)
    }

    package var description: String { "\(Self.digits(vendor)):\(Self.digits(product))" }

    private static func digits(_ value: UInt16) -> String {
        let text = String(value, radix: 16)
        return String(repeating: "0", count: 4 - text.count) + text
    }
}

/// A USB device that stands in no table of modems, as a person's yes names it: by the IMEI, in whatever socket it is
/// (`0403:6001/490154203237518`), or by its socket where it tells no IMEI (`0403:6001@1-1.4`).
package struct StrangeDevice: Hashable, Codable, Sendable, RawRepresentable, CustomStringConvertible {
    package let rawValue: String

    package init(_ id: USBID, imei: String?, socket: String) {
        rawValue = "\(id)" + (imei.map { "/\($0)" } ?? "@\(socket)")
    }

    package init?(rawValue: String) {
        let text = rawValue.lowercased()
        guard let mark = text.firstIndex(where: { $0 == "/" || $0 == "@" }), USBID(text[..<mark]) != nil
        else {
            return nil
        }
        let name = text[text.index(after: mark)...]
        let isIMEI =
            (14...17).contains(name.utf8.count) && name.utf8.allSatisfy { (0x30...0x39).contains($0) }
        let isSocket =
            (3...32).contains(name.utf8.count)
            && name.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == 0x2D || $0 == 0x2E }
        guard text[mark] == "/" ? isIMEI : isSocket else { return nil }
        self.rawValue = text
    }

    package var description: String { rawValue }
}
