import { defineFacts } from './list.ts'

/**
 * Given names with the short and pet forms that the same person goes by. In lower case, without accents; the full form
 * first, its forms behind the colon. A form may stand behind several names, and says only that two may be one.
 */
export default defineFacts<{ names: readonly string[] }>({
  title: 'Short forms of given names',
  version: '2026-11-1',
  source: 'Common knowledge of the languages, written down by the project',
  licence: 'Facts restated by the project, Apache-2.0',
  date: '2026-11-01',
  data: {
    names: `aaron:ron ronnie
abigail:abby abbie abi gail
abraham:abe bram ibrahim
adam:ad addy
adelaide:addie adele heidi
agnes:aggie nessa inez
alan:al
albert:al bert albie bertie
alexander:alex al alec sandy sasha xander lex aleksander aleks alejandro alessandro sascha sanya shura lexi sacha iskander
alexandra:alex sandra sasha lexi lexie alix sandy aleksandra alejandra alessandra ali
alexei:alyosha lyosha alex alexey
alfred:al alf alfie fred freddie
alice:ali allie elsie
alison:ali allie
amanda:mandy manda
amelia:amy millie mel emmy
anastasia:nastya ana stacy tasia asya stasya
andrew:andy drew andre andrei
andrei:andrew andriy drew andryusha
angela:angie ange
anna:ann anne annie anya nan nancy ania anita hannah ana anushka nyura anechka
annabel:anna bella belle
anthony:tony ant antonio
antonia:toni tonya tonia
antonio:tony toni antonino nino
archibald:archie
arthur:art artie
augustus:gus augie
barbara:barb babs barbie basia varvara
bartholomew:bart barty
beatrice:bea trixie bee
benjamin:ben benny benji benjy
bernard:bernie bern
bertram:bert bertie
bradley:brad
bridget:bridie biddy
caitlin:cait kate
caleb:cal
calvin:cal
cameron:cam
carlos:charlie carlitos
caroline:carrie carol caz caro
catherine:cathy kate katie kathy cat cath kitty kat kathryn katherine
cecilia:cece celia cissy sissy
charles:charlie chuck chas chip carl carlos karl
charlotte:charlie lottie lotte char
christian:chris
christina:chris tina chrissy christy kristina
christine:chris chrissie tina
christopher:chris kit topher kris christos cristobal
claudia:claude
clifford:cliff
constance:connie
cornelius:neil con
cynthia:cindy
daniel:dan danny dani danilo
danielle:dani danni
david:dave davy davey dawid
deborah:deb debbie debs
dennis:denny den denis
dmitry:dima mitya dimitri dmitri dmytro
dolores:lola
dominic:dom nick
donald:don donnie
dorothy:dot dottie dolly dora
douglas:doug
duncan:dunc
edith:edie
edmund:ed eddie ned ted
edward:ed eddie ted teddy ned eduard eduardo
edwin:ed eddie
eduardo:edu lalo eddie
ekaterina:katya katia kate katerina katyusha kateryna
elena:lena helen alyona yelena lenochka olena
eleanor:ellie nell nora lena nellie elle
elizabeth:liz lizzie beth betty eliza lisa elsie bess betsy libby liza ella lily elisabeth bessie ellie elisa lisbeth
ella:ellie
emily:em emmy millie emma
emma:em emmy
erin:eri
ernest:ernie
esther:essie hester
eugene:gene yevgeny evgeny zhenya
evelyn:eve evie ev lyn
evgenia:zhenya evgeniya eugenia jenny
ewan:euan
ezekiel:zeke
fatima:fatma faty
ferdinand:ferdi fernando nando
fernando:nando fer
florence:flo florrie flossie
frances:fran frankie fanny francie
francesca:fran chess cesca frankie franca
francesco:franco cesco checco ciccio
francis:frank fran frankie
francisco:paco pancho frank cisco kiko curro
franklin:frank
frederick:fred freddie freddy rick fritz frederik
friedrich:fritz fred
gabriel:gabe gabi
gabrielle:gabby gabi elle gabriella
galina:galya
genevieve:gen eve jenny
geoffrey:geoff jeff
george:georgie jorge yuri georg
georgina:georgie gina george
gerald:gerry jerry
gerard:gerry ged
gertrude:gert trudy gertie
giovanni:gianni nino vanni john
giuseppe:beppe peppe pino joe
gregory:greg gregor grisha grigori
gretchen:greta
guadalupe:lupe lupita
guillermo:memo guille william
gulnara:gulya
gwendolyn:gwen wendy
hannah:anna han
harold:harry hal
harrison:harry
harriet:hattie harry
heather:heath
helen:nell nellie ellen lena
henry:harry hank hal henri heinrich enrique
herbert:herb bert
hussein:hussain husain
ibrahim:abraham ibro
ignacio:nacho
immanuel:manny emmanuel manuel
irene:rene ira
irina:ira irisha iryna
isaac:ike zac izzy
isabella:bella izzy belle isabel isa ella izabella
isabel:bel izzy isa isobel isabelle
isidore:izzy
ivan:vanya john vania
jacob:jake jack jay jakub
jacqueline:jackie jacqui jacky
james:jim jimmy jamie jem jaime jay
jane:janie jenny janet
janet:jan jenny
jason:jay jase
jean:jeannie
jeffrey:jeff jeffery
jennifer:jen jenny jenn jenna
jeremiah:jerry jem
jeremy:jerry jem jez
jerome:jerry
jessica:jess jessie
jesus:chuy
joan:joanie
joanna:jo joanne joey asia
joaquin:quino
johann:hans jan hannes johannes
john:johnny jack jon ian sean juan jean jonny johan ivan
jonathan:jon jonny nathan john jonty
jorge:george jorgito coque
jose:pepe joseph che chepe
joseph:joe joey jo jos iosif josef yusuf youssef
joshua:josh
josephine:jo josie fifi
juan:john juanito juancho
judith:judy jude
julia:jules julie yulia
julian:jules jools
katarzyna:kasia kaska kate
katherine:kate katie kathy kat kitty kay katya kathryn catherine kathleen
kathleen:kathy kath kate katie kay
kenneth:ken kenny
kevin:kev
khadija:khadijah kadija
kimberly:kim kimberley
konstantin:kostya
krzysztof:krzys chris
larisa:lara larissa
laura:laurie lori
lawrence:larry laurie loz lars laurence
leah:lee
leonard:len lenny leo
leonardo:leo nardo
leopold:leo poldi
lewis:lew louis
lillian:lily lil lilly
louis:lou louie luis
louise:lou lulu
lucas:luke luca
lucinda:lucy cindy
lucy:lu
luis:lucho lou
lyudmila:luda lyuda mila ludmila
madeleine:maddie maddy madeline mads
magdalena:magda lena maggie
malcolm:mal
manuel:manny manolo manu
marcus:mark marc
margaret:maggie meg peggy marge margie greta peg rita daisy madge maisie margot margarita
maria:mary marie mia masha marysia maryam mariya marusya maruja mariah
maria del carmen:carmen
marianne:mary anne
marilyn:lyn mary
mark:marc marco marko
martha:marty patty mattie
martin:marty mart
mary:molly polly mae mamie maria marie minnie maryam moll
matilda:tilly mattie tilda
matthew:matt matty mat mateo matthias
maurice:maury moe
maximilian:max
maxwell:max
melanie:mel
melissa:mel missy lissa
mercedes:merche
michael:mike mick micky mikey mitch misha mikhail miguel mickey mic michal mihail
michelle:shelly chelle mich
mikhail:misha michael mike mykhailo
mildred:millie
miranda:randy mandy
mitchell:mitch
mohammed:mohamed muhammad mohammad mo moe mohd md muhammed mahomet mehmet mamadou
montgomery:monty
moses:moe moshe musa
nadezhda:nadya nadia
nancy:nan
natalia:natasha nata natalie talia nataliya nataly
natalie:nat tally
nathan:nat nate nathaniel
nathaniel:nat nate nathan
nicholas:nick nicky nico klaus colin nikolas nikolai
nicole:nicky nikki nic
nikita:nik
nikolai:kolya nick mykola nikolay
norman:norm
olga:olya
oliver:ollie olly
olivia:liv livvy ollie
oleksandr:sasha alex olexander alexander
oscar:ozzy osk
pamela:pam
patricia:pat patty trish tricia patti patsy
patrick:pat paddy rick
paul:pauly pablo pavel paulo paolo
pauline:polly paula
pavel:pasha paul pasha
penelope:penny nell
percival:percy
peter:pete pyotr pedro petya pietro piotr petr petro
philip:phil pip phillip felipe
philippa:pip pippa
phoebe:phebe
polina:polya
prudence:prue
rachel:rach rae raquel
rafael:rafa rafi raphael
ramon:moncho ray
randolph:randy
raymond:ray
rebecca:becky becca bex beck rebekah
reginald:reg reggie
ricardo:ricky rick riccardo
richard:rick dick rich richie ricky ritchie rickie
robert:rob bob bobby robbie bert robin roberto robb
roberta:bobbie robbie
roberto:beto rob tito
rodney:rod
roger:rodge
roland:roly rollo
ronald:ron ronnie
rosalind:ros rosie roz
rosemary:rosie rose romy
rosa:rosita rosie
ruslan:rus
russell:russ rusty
ryszard:rysiek richard
salvador:chava sal
salvatore:sal totò toto turi
samantha:sam sammy
samuel:sam sammy
sandra:sandy
sarah:sally sadie sara
sebastian:seb bas bastian
sergei:seryozha serge sergey serhiy serzh
sergio:checo
shirley:shirl
sidney:sid
simon:si
sofia:sophie sonya sofie sophia
solomon:sol solly
sophia:sophie sofia
stanislav:stas slava stanislaw stan
stanley:stan
stephanie:steph stevie steffi stefanie
stephen:steve stevie steven stefan stephan esteban
steven:steve stevie stephen
susan:sue susie suzy suzie
susanna:sue susie suzy suzanne zuzanna
svetlana:sveta lana svitlana
sylvester:sly
sylvia:sylvie silvia
tamara:tammy toma
tatiana:tanya tania tata tatyana tetiana
terence:terry tel
teresa:terry tess tessa tere theresa
thaddeus:thad tad
theodora:theo dora
theodore:ted teddy theo
theresa:terry tess tessa tracy
thomas:tom tommy tomas thom tomasz
timothy:tim timmy
tobias:toby
ursula:uschi
valentina:valya val tina
valeria:lera val
valerie:val
vanessa:nessa
vasily:vasya basil vasyl
veronica:ronnie vera vero
victor:vic viktor vitya
victoria:vicky vikki tori vic vika viktoria
vincent:vince vinny vin
vincenzo:enzo vince
violet:vi
virginia:ginny ginger
vitaly:vitalik vitalii
vladimir:vova volodya vlad volodymyr vladi
vladislav:vlad slava vladyslav
vyacheslav:slava viacheslav
walter:walt wally
wendell:wen
wilfred:wilf fred will
wilhelm:willi willy will helmut
wilhelmina:mina minnie willa
william:will bill billy willy liam wills guillermo
winifred:winnie freda
winston:win
xavier:javier xavi javi
javier:javi xavi
yaroslav:yarik slava
yekaterina:katya kate katerina ekaterina
yevgeny:zhenya eugene evgeni evgeny
yuri:yura george yuriy
yusuf:joseph youssef yousef yosef
zachary:zach zack zak zac
zainab:zeynep zaynab
zuzanna:zuza susan`.split('\n'),
  },
})
