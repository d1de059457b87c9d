/// One way to send a text: an alphabet, and the national tables that the header of each part names.
struct TextCoding: Sendable {
    /// What goes into one part.
    struct Part: Hashable {
        var scalarCount = 0
        var units = 0
    }

    /// `gsm7` or `ucs2`.
    let alphabet: Alphabet
    let languages: NationalLanguages
    let referenceWidth: Concatenation.Width
    private let tables: GSM7Tables

    init(
        _ alphabet: Alphabet, in languages: NationalLanguages = .none, referenceWidth: Concatenation.Width
    ) {
        self.alphabet = alphabet
        self.languages = languages
        self.referenceWidth = referenceWidth
        tables = languages.tables
    }

    /// Septets or UTF-16 units in each part, if there are so many parts.
    func capacity(ofEach count: Int) -> Int {
        let elementOctetCount = languages.elements.reduce(0) { $0 + 2 + $1.octets.count }
        let headerOctetCount =
            switch (count > 1, elementOctetCount) {
            case (true, _): referenceWidth.headerOctetCount + elementOctetCount
            case (false, 0): 0
            case (false, _): 1 + elementOctetCount
            }
        let bitCount = (UserData.maximumOctetCount - headerOctetCount) * 8
        return alphabet == .gsm7 ? bitCount / 7 : bitCount / 16
    }

    /// Nil if the alphabet lacks it.
    func units(of character: Character) -> Int? {
        alphabet == .gsm7 ? GSM7.septets(of: character, in: tables)?.count : character.utf16.count
    }

    /// Whether fewer parts are to be thought of at all: every character takes a unit at least.
    func canTakeLess(than count: Int, for text: CountedText) -> Bool {
        count > 1 && text.places.count <= capacity(ofEach: count - 1) * (count - 1)
    }

    /// As many parts as it takes, each as full as it can be; nil if the alphabet lacks a character.
    func parts(of text: CountedText) -> [Part]? {
        var costs: [Int] = []
        for character in text.characters {
            guard let units = units(of: character) else { return nil }
            costs.append(units)
        }
        let total = text.places.reduce(0) { $0 + costs[$1] }
        guard total > capacity(ofEach: 1) else { return [Part(scalarCount: text.scalarCount, units: total)] }
        let capacity = capacity(ofEach: 2)
        var filling = Filling(capacity: capacity)
        for place in text.places {
            guard costs[place] > capacity else {
                filling.add(Part(scalarCount: text.scalarCounts[place], units: costs[place]))
                continue
            }
            for scalar in text.characters[place].unicodeScalars {
                guard let units = units(of: Character(scalar)) else { return nil }
                filling.add(Part(scalarCount: 1, units: units))
            }
        }
        return filling.parts
    }

    /// Part after part, in the order of the text.
    private struct Filling {
        let capacity: Int
        private(set) var parts = [Part()]

        init(capacity: Int) {
            self.capacity = capacity
        }

        mutating func add(_ piece: Part) {
            if parts[parts.count - 1].units + piece.units > capacity { parts.append(Part()) }
            parts[parts.count - 1].scalarCount += piece.scalarCount
            parts[parts.count - 1].units += piece.units
        }
    }
}

/// A text whose different characters are listed once, so that each is looked up once in each alphabet.
struct CountedText {
    private(set) var characters: [Character] = []
    private(set) var scalarCounts: [Int] = []
    /// Of all characters of the text, their places in `characters`.
    private(set) var places: [Int] = []
    private(set) var scalarCount = 0

    init(_ text: String) {
        // "é" and "e" with an accent are equal characters of different lengths.
        var known: [[Unicode.Scalar]: Int] = [:]
        for character in text {
            let scalars = Array(character.unicodeScalars)
            scalarCount += scalars.count
            if let place = known[scalars] {
                places.append(place)
                continue
            }
            known[scalars] = characters.count
            places.append(characters.count)
            characters.append(character)
            scalarCounts.append(scalars.count)
        }
    }
}
