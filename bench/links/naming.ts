/**
 * Names of invented people: tables of our own, short heads that everybody knows and long tails put together from
 * syllables, drawn by rank so that few names are very common and most are rare (Zipf with a flattened head). A way of
 * naming is a number and stands on no record: what is written is all that a linker sees.
 */

/** One name: its usual spelling first, then other spellings of it in Latin letters; short forms apart. */
export interface Name {
  spellings: string[]
  short: string[]
}

export interface Naming {
  /** How many people of a hundred. */
  share: number
  given: Table
  family: Table
  /** plain: given family. two: two family names. patronymic: a father's name between. first: family name first. */
  form: 'plain' | 'two' | 'patronymic' | 'first'
  /** How often one record spells a name otherwise than the next one. */
  spelledOtherwise: number
}

export interface Table {
  at(rank: number): Name
  /** A rank for a number in [0, 1). */
  draw(u: number): number
}

/** `Alexander|Aleksandr:Alex,Sasha`: spellings, then short forms. */
function parsed(text: string): Name[] {
  return text
    .trim()
    .split(/\s+/)
    .map((entry) => {
      const [spellings, short] = entry.split(':')
      return { spellings: spellings!.split('|'), short: short?.split(',') ?? [] }
    })
}

/** `size` names, the rank's frequency as 1 / (rank + flat)^slope. */
function table(head: string, parts: string[][], size: number, flat: number, slope: number): Table {
  const names = parsed(head)
  const made = parts.reduce((product, list) => product * new Set(list).size, 1)
  size = Math.min(size, names.length + made)
  const sums = new Float64Array(size)
  let sum = 0
  for (let rank = 0; rank < size; rank++) {
    sum += 1 / (rank + flat) ** slope
    sums[rank] = sum
  }
  return {
    at: (rank) => names[rank] ?? { spellings: [composed(parts, rank - names.length)], short: [] },
    draw(u) {
      let [low, high] = [0, size - 1]
      while (low < high) {
        const middle = (low + high) >> 1
        if (sums[middle]! < u * sum) low = middle + 1
        else high = middle
      }
      return low
    },
  }
}

/** The n-th combination of one part of each list, scattered so that neighbours in rank do not sound alike. */
function composed(parts: string[][], n: number): string {
  const all = parts.reduce((product, list) => product * list.length, 1)
  let left = (n * 7919 + 13) % all
  let out = ''
  for (const list of parts) {
    out += list[left % list.length]
    left = Math.floor(left / list.length)
  }
  return out.slice(0, 1).toUpperCase() + out.slice(1)
}

const words = (text: string) => text.split(' ').map((w) => (w === '-' ? '' : w))

const north = words(
  'ash bar beck bram brad car cald clay cob cran dal den dor ed elm fair fen gar gil hal har hart hol hun kel kirk lang lin lock mar mel mil nor oak pem pres rad rams red rod rus sel shel stan stock sut thorn til wad wal war wes whit win wood wy',
)
const northEnd = words(
  'bourne bridge bury by combe cott croft dale den field ford gate ham hurst land ley low man mere more ridge sby sen shaw son stead ster stone stow ton thwaite way well wick wood worth er',
)

export const namings: Naming[] = [
  {
    share: 44,
    form: 'plain',
    spelledOtherwise: 0.03,
    given: table(
      `James:Jim,Jimmy,Jamie Robert:Rob,Bob,Bobby John:Jack,Johnny Michael|Micheal:Mike,Mick William:Will,Bill,Billy Mary:Molly David:Dave Elizabeth|Elisabeth:Liz,Beth,Betsy,Lizzie Jennifer|Jenifer:Jen,Jenny Richard:Rick,Dick,Rich Joseph:Joe,Joey Thomas:Tom,Tommy Patricia:Pat,Patty,Trish Christopher|Kristopher:Chris,Kit Charles:Charlie,Chuck Barbara:Barb,Babs Susan:Sue,Suzie Daniel:Dan,Danny Matthew|Mathew:Matt Jessica:Jess Sarah|Sara:Sally Anthony|Antony:Tony Karen Mark|Marc Nancy Steven|Stephen:Steve Lisa Margaret:Peggy,Maggie,Meg Andrew:Andy,Drew Betty Paul Sandra:Sandy Joshua:Josh Kimberly|Kimberley:Kim Kenneth:Ken,Kenny Donna Kevin Emily:Em Brian|Bryan Carol|Carole Timothy:Tim Amanda:Mandy Ronald:Ron,Ronnie Deborah|Debra:Deb,Debbie George Rebecca:Becky,Becca Jason Stephanie:Steph Edward:Ed,Ted,Eddie Laura Jeffrey|Geoffrey:Jeff,Geoff Cynthia:Cindy Ryan Dorothy:Dot,Dottie Jacob:Jake Amy|Aimee Gary|Garry Kathleen|Cathleen:Kathy,Kate Nicholas|Nicolas:Nick Angela:Angie Eric|Erik Shirley Jonathan|Johnathan:Jon Brenda Larry Emma Justin Anna|Ana:Annie Scott Pamela:Pam Brandon Nicole:Nicky Benjamin:Ben Samantha:Sam Samuel:Sam Katherine|Catherine|Kathryn:Kate,Kathy,Katie,Cathy Gregory:Greg Christine|Kristine:Chris,Tina Alexander:Alex,Sandy Helen|Hellen:Nell Patrick:Pat,Paddy Debra Frank Rachel|Rachael Raymond:Ray Carolyn Jack Janet Dennis|Denis Maria Jerry|Gerry Heather Tyler Diane Aaron Ruth Jose Julie Adam Olivia:Liv Nathan:Nate Joyce Henry:Harry,Hank Virginia:Ginny Zachary:Zach Victoria:Vicky,Tori Douglas:Doug Kelly Peter:Pete Lauren Kyle Christina:Tina Noah Joan Ethan Evelyn Walter:Walt,Wally Judith:Judy Christian Megan|Meghan:Meg Sean|Shaun|Shawn`,
      [
        words(
          'al am bel bri cal cor da de el em fay ga hal is ja ka la lo ma na or pa ra sha ta va wil xan yo za',
        ),
        words('a bi co da e la li lo ma na ne ra ri ro sa ta ve vi'),
        words('n ne lyn ra rick s th ton la - ssa nne bel den'),
      ],
      2400,
      9,
      1.15,
    ),
    family: table(
      `Smith|Smyth Johnson|Johnston Williams|William Brown|Browne Jones Davis|Davies Miller|Millar Wilson Moore|More Taylor|Tayler Anderson|Andersen Thomas Jackson White|Whyte Harris Martin Thompson|Thomson Robinson Clark|Clarke Lewis Walker Hall Allen|Allan|Alan Young King Wright|Right Scott Green|Greene Baker Adams Nelson Hill Campbell Mitchell|Mitchel Roberts Carter Phillips|Philips Evans Turner Parker Collins Edwards Stewart|Stuart Morris|Maurice Rogers|Rodgers Reed|Reid|Read Cook|Cooke Morgan Bell Murphy Bailey|Bayley Cooper Richardson Cox Howard Ward Peterson|Petersen Gray|Grey Watson Brooks Kelly|Kelley Sanders|Saunders Price Bennett|Bennet Wood|Woods Barnes Ross Henderson Coleman Jenkins Perry|Parry Powell Long Patterson|Paterson Hughes Flores Washington Butler Simmons Foster Bryant Russell|Russel Griffin Hayes|Hays Myers Ford Hamilton Graham Sullivan Wallace|Wallis West Cole Owens|Owen Reynolds Fisher Ellis Harrison Gibson Marshall|Marshal Ortiz Wells Webb Simpson Tucker Porter Hunter Hicks Crawford Boyd Mason Kennedy Warren Dixon|Dickson Burns|Byrne Gordon Shaw Holmes Rice|Reece Robertson Black Palmer Mills Nichols|Nicholls Grant Knight Ferguson Stone Hawkins Dunn|Dunne Perkins Hudson Spencer|Spenser Gardner|Gardiner Stephens|Stevens Payne|Paine Pierce|Pearce Berry Matthews|Mathews Arnold Wagner Willis Ray Watkins Olson|Olsen Carroll|Caroll Duncan Snyder|Snider Hart Cunningham Bradley Lane Andrews`,
      [north, words('- - er ing l o'), northEnd, words('- - - s')],
      60_000,
      22,
      1.02,
    ),
  },
  {
    share: 16,
    form: 'two',
    spelledOtherwise: 0.06,
    given: table(
      `Maria|María José|Jose:Pepe Juan|Huan Luis|Luís Carlos Ana|Anna Jorge Rosa Francisco:Paco,Pancho Carmen Miguel Antonio:Toño,Tony Guadalupe:Lupe Pedro Manuel:Manolo Alejandro:Alex,Ale Jesús|Jesus:Chuy Elena|Helena Fernando:Nando Ricardo:Rica Eduardo:Lalo,Edu Roberto:Beto Sofía|Sofia|Sophia Raúl|Raul Javier|Xavier:Javi Sergio Isabel|Ysabel:Chabela Daniel:Dani Andrés|Andres Rafael|Raphael:Rafa Gabriela|Gabriella:Gabi Diego Pablo Mónica|Monica Óscar|Oscar Lucía|Lucia Víctor|Victor Patricia:Paty Adriana Martín|Martin Verónica|Veronica:Vero Teresa|Theresa:Tere Enrique|Henrique:Quique Alberto:Beto Leticia:Lety Arturo Claudia Ramón|Ramon Beatriz:Bety Hugo|Ugo Silvia|Sylvia Mario Valeria:Vale Iván|Ivan Mariana Felipe|Phelipe Natalia:Naty Gustavo:Gus Paula Emilio Camila|Camilla Rubén|Ruben Esther|Ester Alfonso:Poncho Ximena|Jimena`,
      [
        words('ad al be ca da el fa ga is le li ma na os pa ra sa ta va xi yo'),
        words('bri da do el fi la li lo mi na ni ra ri ro sa ti vi'),
        words('a o el ita n na no ra rio s'),
      ],
      1500,
      7,
      1.2,
    ),
    family: table(
      `García|Garcia Rodríguez|Rodriguez|Rodrigues Martínez|Martinez|Martines Hernández|Hernandez|Fernandez López|Lopez|Lopes González|Gonzalez|Gonzales Pérez|Perez|Peres Sánchez|Sanchez|Sanches Ramírez|Ramirez Torres|Torrez Flores|Florez Rivera Gómez|Gomez|Gomes Díaz|Diaz|Dias Reyes|Reyez Morales|Moralez Cruz|Crus Ortiz|Ortis Gutiérrez|Gutierrez Chávez|Chavez|Chaves Ramos Ruiz|Ruis Álvarez|Alvarez|Alvares Mendoza|Mendosa Vásquez|Vasquez|Vazquez Castillo Jiménez|Jimenez|Ximenez Moreno Romero Herrera Medina Aguilar Garza Castro Guzmán|Guzman Vargas Fernández Muñoz|Munoz Salazar|Salasar Soto Delgado Peña|Pena Ríos|Rios Contreras Ortega Guerrero Estrada Sandoval Domínguez|Dominguez Molina Silva|Sylva Rojas|Roxas Acosta Campos Espinoza|Espinosa Figueroa Luna Navarro Juárez|Juarez Ávila|Avila Cabrera Padilla Mejía|Mejia|Mexia Santos Cortez|Cortes Vega Ayala Valdez|Valdes Lara Núñez|Nunez`,
      [
        words(
          'al ar bar ber cam car cas es fer gal gar iba lar llan mal men mon mor oli pal que rod sal san sar tor urr val vel vil zam zu',
        ),
        words('a ba ca de do fa ga go la li lo ma mo na ne ra ro ta te va ve'),
        words('da do ga la les llo na no nte ra res ro rro s sa z'),
      ],
      20_000,
      14,
      1.05,
    ),
  },
  {
    share: 9,
    form: 'patronymic',
    spelledOtherwise: 0.3,
    given: table(
      `Aleksandr|Alexander|Oleksandr|Alexandr:Sasha,Alex,Sania Sergei|Sergey|Serhii|Serguei:Seryozha Dmitri|Dmitry|Dmytro|Dimitri:Dima,Mitya Aleksei|Alexey|Oleksii|Alexei:Alyosha,Lyosha Andrei|Andrey|Andrii:Andryusha Yelena|Elena|Olena:Lena Natalia|Nataliya|Natalya:Natasha Olga|Olha:Olya Vladimir|Volodymyr|Wladimir:Vova,Volodya Ivan|Iwan:Vanya Irina|Iryna:Ira Mikhail|Michail|Mykhailo|Mihail:Misha Tatiana|Tatyana|Tetiana:Tanya Nikolai|Nikolay|Mykola|Nicolai:Kolya Yuri|Yury|Yurii|Juri:Yura Svetlana|Svitlana:Sveta Igor|Ihor Yevgeny|Evgeny|Yevhen|Evgenii:Zhenya Oleg|Oleh Maria|Mariya|Mariia:Masha Pavel|Pavlo:Pasha Anna|Hanna:Anya Maksim|Maxim|Maksym:Max Viktor|Victor:Vitya Yekaterina|Ekaterina|Kateryna|Katerina:Katya Anastasia|Anastasiya|Anastasiia:Nastya Roman:Roma Kirill|Kyrylo|Cyril Konstantin|Kostiantyn|Constantin:Kostya Artyom|Artem|Artiom:Tyoma Denis|Denys Anton Yulia|Julia|Yuliya|Iuliia:Yulya Ruslan Stanislav:Stas Bogdan|Bohdan`,
      [
        words('bor ger il kir len lev luk mar mir ost pla rod sve tim vad val ves vla yar zor'),
        words('a e i o u ya'),
        words('mir n na r rii s slav ta v va'),
      ],
      700,
      6,
      1.25,
    ),
    family: table(
      `Ivanov|Iwanow|Ivanoff Smirnov|Smirnoff Kuznetsov|Kuznecov|Kouznetsov Popov|Popoff Vasiliev|Vasilyev|Vasilev Petrov|Petroff Sokolov|Sokoloff Mikhailov|Mihailov|Michailov Novikov|Nowikow Fyodorov|Fedorov Morozov|Morozoff Volkov|Wolkow Alekseev|Alexeev|Alekseyev Lebedev|Lebedeff Semyonov|Semenov Egorov|Yegorov Pavlov|Pawlow Kozlov|Kozloff Stepanov|Stepanoff Nikolaev|Nikolayev Orlov|Orloff Andreev|Andreyev Makarov Nikitin Zakharov|Zaharov Zaitsev|Zaytsev|Zajcev Soloviev|Solovyov|Soloviov Borisov Yakovlev|Iakovlev Grigoriev|Grigoryev Romanov|Romanoff Vorobiev|Vorobyov Sergeev|Sergeyev Shevchenko|Schevchenko Kovalenko|Kowalenko Bondarenko Tkachenko|Tkatchenko Kravchenko|Kravtchenko Kovalchuk|Kowalchuk Oliynyk|Oliinyk|Oleynik Shevchuk|Schewtschuk Melnyk|Melnik`,
      [
        words(
          'ba be bo ber che dol dro fo gav gon gri gu kal kar kol kon kor kry lap log luk mal mel mish nov os pan pol ro rud ryb sav ser sid star tar ti us ver vin yak zhu zhda',
        ),
        words('a ba bo cha de do ka ko la li lo ma mo na ni no ra ro sa shi ta ti tu va vi'),
        words('chenko chuk enko ev ik in kin kov lov nenko nik nko nov rov ryk sky tsev tsky vich yuk'),
      ],
      15_000,
      12,
      1.05,
    ),
  },
  {
    share: 10,
    form: 'plain',
    spelledOtherwise: 0.28,
    given: table(
      `Mohammed|Muhammad|Mohamed|Mohammad|Mohamad:Mo,Hamada Ahmed|Ahmad|Ahmet Ali|Aly Fatima|Fatma|Fatimah Omar|Umar|Omer Hassan|Hasan Hussein|Husain|Hussain|Hossein Ibrahim|Ebrahim|Ibraheem Khaled|Khalid Mustafa|Mostafa|Moustafa Aisha|Ayesha|Aysha Mariam|Maryam|Meriem Youssef|Yusuf|Yousef|Yousif Abdullah|Abdallah:Abdul Mahmoud|Mahmud|Mehmood Zainab|Zaynab|Zeinab Noor|Nour|Nur Samir|Sameer Karim|Kareem Layla|Leila|Laila Tariq|Tarek|Tarik Hamza|Hamzah Bilal|Belal Amina|Aminah|Ameena Said|Saeed|Sayed Rashid|Rasheed Nadia|Nadiya Walid|Waleed Salma|Selma Faisal|Faysal|Feisal Imran|Emran Sana|Sanaa Zahra|Zehra Jamal|Gamal|Djamal Rania|Raniya Adel|Adil Yasmin|Yasmeen|Yasmine Nabil|Nabeel Huda|Hoda Ashraf|Achraf`,
      [
        words('a ad ba da fa ha i ja ka la ma na ra sa sha ta wa ya za'),
        words('bi d di fi h hi i j l li m mi n q r ri s si z'),
        words('a ah an ar at een el im in ir r ra ya'),
      ],
      900,
      6,
      1.2,
    ),
    family: table(
      `Khan|Kahn Ahmed|Ahmad Ali|Aly Hussain|Hussein|Husain Hassan|Hasan Malik|Malek Sheikh|Shaikh|Sheik Rahman|Rehman Mahmoud|Mahmood Ibrahim|Ebrahim Mansour|Mansoor|Mansur Saleh|Salih Abbas|Abas Nasser|Nasir|Naser Hamid|Hameed Haddad|Hadad Khalil|Khaleel Qureshi|Kureshi|Quraishi Mustafa|Mostafa Farouk|Farooq|Faruk Aziz|Azeez Najjar|Nadjar Siddiqui|Siddiqi|Siddique Khoury|Khouri|Koury Said|Saeed Masri|Elmasri Darwish|Darwich Younis|Younes|Yunus Rashid|Rasheed Yousef|Yusuf Shah Habib|Habeeb Amin|Ameen Bakr|Bakir Hakim|Hakeem Karimi|Kareemi Jafari|Jaafari`,
      [
        words('al el - ab ben bu'),
        words('ba da fa ga ha ja ka kha la ma na qa ra sa sha ta wa za'),
        words('b bb d di f h j k l lla m n r ri s wi z'),
        words('a ah an ani awi i in ir oun oud ri y'),
      ],
      12_000,
      9,
      1.1,
    ),
  },
  {
    share: 12,
    form: 'plain',
    spelledOtherwise: 0.12,
    given: table(
      `Rahul Priya|Priyah Amit Sanjay|Sanjai Anil Sunita|Suneeta Rajesh:Raj Deepak|Dipak Pooja|Puja Vijay|Vijai Anita|Aneeta Suresh Kavita|Kavitha Ravi Neha Arun Lakshmi|Laxmi Manoj Divya|Divyah Ashok|Asok Sneha Ramesh Meena|Mina Vikram|Vikrum:Vicky Geeta|Gita Prakash Swati|Swathi Ajay|Ajai Shilpa Sandeep|Sandip Rekha Nitin|Nithin Anjali|Anjaly Mahesh Asha Krishna|Krishnan:Kris Jyoti|Jyothi Harish Usha Ganesh Nisha Venkatesh|Venkatesan:Venkat Radha Srinivas|Sreenivas|Shrinivas:Srini Aarti|Arti|Aarthi Mohan Sarita Karthik|Kartik Rohit|Rohith Preeti|Priti Gaurav|Gourav`,
      [
        words(
          'a abhi adi ani ash bha chan da dee dha ga hari indra jai ka la ma na ni pra ra sa shi su ta u vi ya',
        ),
        words('bha da dha ga ja ka la ma na ni ra sha ta va ya'),
        words('- - h j n ni sh th nt nth nd'),
      ],
      1400,
      9,
      1.1,
    ),
    family: table(
      `Kumar Singh|Sing Sharma|Sarma Patel|Patil Gupta|Gupte Reddy|Reddi Das|Dass Khan Nair|Nayar Rao|Row Verma|Varma Iyer|Aiyar|Ayyar Joshi|Joshee Mehta|Mehtha Shah Mishra|Misra Yadav|Jadhav Jain Agarwal|Aggarwal|Agrawal Chatterjee|Chatterji Mukherjee|Mukerji|Mukherji Banerjee|Banerji Pillai|Pillay Menon Bose|Basu Sinha|Sinhaa Chopra|Chopda Kapoor|Kapur Malhotra|Mehrotra Pandey|Pande Tiwari|Tewari Desai|Desay Kulkarni Bhatt|Bhat Srinivasan Subramanian|Subramaniam|Subrahmanyam Krishnan Chaudhary|Choudhury|Chowdhury Bhattacharya|Bhattacharjee Saxena|Saksena Trivedi|Trivedy Naidu|Nayudu Ghosh|Ghose Dutta|Datta|Dutt`,
      [
        words(
          'a bal bha cha chan de dha ga gop gov jay ka kal ku ma mad nag nar pad par pra ra ram sa san shan shi sri su ta ven vi vish',
        ),
        words('a da ga ka la li ma na ni pa ra ri sa sha ta va ya'),
        words('ar ath esan gal kar lkar mani murthy n nathan nkar pati raj ram rkar sekhar swamy wal yan'),
      ],
      14_000,
      9,
      1.1,
    ),
  },
  {
    share: 9,
    form: 'first',
    spelledOtherwise: 0.08,
    given: table(
      `Wei|Way Min|Ming Jing|Ching Li|Lee Yan|Yen Hui|Hwei Xin|Hsin Jun|Chun Hong|Hung Ying Minh Anh|Anne Linh Thanh|Tanh Tuan|Twan Huong|Huang Jiho|Ji-ho Minjun|Min-jun|Minjoon Seoyeon|Seo-yeon Jiwoo|Ji-woo Haruto|Haruto Yuki|Yuuki Sakura Kenji Xiaoming|Xiao-ming|Hsiao-ming Jianguo|Jian-guo|Chien-kuo Weidong|Wei-dong Xiuying|Xiu-ying Yuchen|Yu-chen Zihan|Zi-han|Tzu-han Haoran|Hao-ran Meiling|Mei-ling|Mei-lin Guoqiang|Guo-qiang Lihua|Li-hua Dung|Dzung Phuong|Phuang Hieu|Hiu`,
      [
        words(
          'chun da fang guo hai hao hui jia jian jin jing jun kai lan lei li lin mei min ning ping qi qing rong rui shan shu ting wen xia xiao xin xiu xue yan yang yi ying yong yu yuan yun ze zhen zhi zi',
        ),
        words(
          '- an bin bo cheng chun de dong fang feng gang guang han hao hong hua hui jie jun kun lan lei li liang lin long mei min ming na ning peng ping qi qiang qin rong shan sheng tao ting wei wen xia xiang xin yan yi ying yu yun ze zhou',
        ),
      ],
      2300,
      8,
      1.0,
    ),
    family: table(
      `Wang|Wong Li|Lee Zhang|Chang|Cheung Liu|Lau|Liew Chen|Chan|Tan Yang|Yeung|Yeoh Huang|Wong|Hwang Zhao|Chao|Chiu Wu|Ng|Woo Zhou|Chou|Chow Xu|Hsu|Tsui Sun|Suen Ma|Mah Zhu|Chu Hu|Woo Guo|Kuo|Kwok He|Ho Lin|Lam|Lim Gao|Kao|Ko Luo|Lo|Law Nguyen|Nguyên Tran|Chan Le|Lê Pham|Fam Hoang|Huynh Phan|Van Vu|Vo Dang|Tang Bui|Bùi Do Kim|Gim Lee|Rhee|Yi Park|Pak|Bak Choi|Choe Jung|Jeong|Chung Kang|Gang Cho|Jo Yoon|Yun Jang|Chang Lim|Im|Rim Sato|Satoh Suzuki Takahashi Tanaka Watanabe Ito|Itoh Yamamoto Nakamura Kobayashi Kato|Katoh Zheng|Cheng|Tay Xie|Hsieh|Tse Song|Sung Tang|Tong Xu|Hui Feng|Fung Deng|Teng Cao|Tsao Peng|Pang Zeng|Tseng Xiao|Hsiao Tian|Tien`,
      [
        words(
          'bai ban cai ceng chai cui dai diao dou du fan fang fu gan ge gong gu guan hao hei hong hou hua ji jia jiang jin kang kong lai lan lei leng liang liao ling long lu mao mei meng mi mo mu ni ning pan pei pi qian qiao qin qiu ren rong shao shen shi shu si tao tu wan wei wen weng xi xia xian xiang xiong xue yan yao ye yi yin ying you yu yuan yue zhan zhong zhuang zou zu',
        ),
        words('- - - - da hara ki kawa mori moto no ta to ya yama zawa'),
      ],
      1100,
      4,
      1.15,
    ),
  },
]
