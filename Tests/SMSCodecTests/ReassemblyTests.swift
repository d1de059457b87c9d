import SMSCodec
import Testing

@Suite struct ReassemblyTests {
    @Test func `Parts in the wrong order make the right text`() throws {
        var message = Reassembly(total: 3)

        #expect(try message.add(part(3, of: 3, "three")) == .added)
        #expect(try message.add(part(1, of: 3, "one ")) == .added)
        #expect(message.missing == [2])
        #expect(!message.isWhole)
        #expect(message.text == "one [part 2 of 3 missing]three")

        #expect(try message.add(part(2, of: 3, "two ")) == .added)
        #expect(message.isWhole)
        #expect(message.text == "one two three")
    }

    @Test func `Parts that are missing in a row are told as one`() throws {
        var message = Reassembly(total: 9)
        #expect(message.text == "[parts 1 to 9 of 9 missing]")

        _ = try message.add(part(4, of: 9, "four"))
        _ = try message.add(part(6, of: 9, "six"))
        #expect(
            message.text
                == "[parts 1 to 3 of 9 missing]four[part 5 of 9 missing]six[parts 7 to 9 of 9 missing]")
    }

    @Test func `The same part again changes nothing`() throws {
        var message = Reassembly(total: 2)
        _ = try message.add(part(1, of: 2, "one "))
        let before = message

        #expect(try message.add(part(1, of: 2, "one ")) == .duplicate)
        #expect(message == before)
    }

    @Test func `Other words at the same place belong to another message`() throws {
        var message = Reassembly(total: 2)
        _ = try message.add(part(1, of: 2, "one "))

        #expect(try message.add(part(1, of: 2, "ONE ")) == .contradicts)
    }

    @Test func `Another total belongs to another message`() throws {
        var message = Reassembly(total: 2)

        #expect(try message.add(part(3, of: 3, "three")) == .contradicts)
        #expect(try message.add(part(1, of: 3, "one")) == .contradicts)
    }

    @Test func `A message without parts is whole at once`() throws {
        var message = Reassembly(total: 1)

        #expect(try message.add(deliver(nil, UserData(text: "hi", scheme: .gsm7), .gsm7)) == .added)
        #expect(message.isWhole)
        #expect(message.text == "hi")
    }

    @Test func `A surrogate pair that was cut is whole again`() throws {
        var message = Reassembly(total: 2)
        _ = try message.add(deliver(part: 2, of: 2, .octets([0xDE, 0x00, 0x00, 0x63]), .ucs2))
        _ = try message.add(deliver(part: 1, of: 2, .octets([0x00, 0x61, 0xD8, 0x3D]), .ucs2))

        #expect(message.text == "a😀c")
    }

    @Test func `A unit that was cut between its octets is whole again`() throws {
        var message = Reassembly(total: 2)
        _ = try message.add(deliver(part: 1, of: 2, .octets([0x04, 0x36, 0x04]), .ucs2))
        _ = try message.add(deliver(part: 2, of: 2, .octets([0x37, 0x04, 0x38]), .ucs2))

        #expect(message.text == "жзи")
    }

    @Test func `An octet too many at the end of a part does not spoil the next`() throws {
        var message = Reassembly(total: 2)
        _ = try message.add(deliver(part: 1, of: 2, .octets([0x04, 0x36, 0x00]), .ucs2))
        _ = try message.add(deliver(part: 2, of: 2, .octets([0x04, 0x38]), .ucs2))

        #expect(message.text == "жи")
    }

    @Test func `An escape pair that was cut is whole again`() throws {
        var message = Reassembly(total: 2)
        _ = try message.add(deliver(part: 1, of: 2, .septets([0x61, 0x1B]), .gsm7))
        _ = try message.add(deliver(part: 2, of: 2, .septets([0x65, 0x62]), .gsm7))

        #expect(message.text == "a€b")
    }

    @Test func `Parts in different alphabets are read each in its own`() throws {
        var message = Reassembly(total: 3)
        _ = try message.add(part(1, of: 3, "one "))
        _ = try message.add(deliver(part: 2, of: 3, .octets(UCS2.octets(of: "два ")), .ucs2))
        _ = try message.add(part(3, of: 3, "three"))

        #expect(message.text == "one два three")
    }

    @Test func `Data have no text, and are joined as they are`() throws {
        var message = Reassembly(total: 2)
        _ = try message.add(deliver(part: 1, of: 2, .octets([1, 2]), .eightBit))
        _ = try message.add(deliver(part: 2, of: 2, .octets([3]), .eightBit))

        #expect(message.text == nil)
        #expect(message.octets == [1, 2, 3])
    }

    @Test(arguments: [Int.min, -1, 0, 256, Int.max])
    func `A total that cannot be does no harm`(_ total: Int) throws {
        var message = Reassembly(total: total)

        #expect((1...255).contains(message.total))
        #expect(message.add(.empty, in: .gsm7, sequence: total, total: total) == .contradicts)
    }

    private func part(_ sequence: Int, of total: Int, _ text: String) throws -> Deliver {
        try deliver(part: sequence, of: total, .septets(GSM7.septets(of: text)), .gsm7)
    }

    private func deliver(
        part sequence: Int, of total: Int, _ payload: UserData.Payload, _ scheme: DataCodingScheme
    ) throws -> Deliver {
        let place = try #require(Concatenation(reference: 9, total: total, sequence: sequence))
        return try deliver(
            place, UserData(header: UserDataHeader(elements: [place.element]), payload: payload), scheme)
    }

    private func deliver(
        _ place: Concatenation?, _ userData: UserData, _ scheme: DataCodingScheme
    ) throws -> Deliver {
        Deliver(
            originator: try Address(dialString: "+447700900311"), dataCodingScheme: scheme,
            serviceCentreTimeStamp: nil, userData: userData)
    }
}
