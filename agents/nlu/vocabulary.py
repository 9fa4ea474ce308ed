"""Everyday words, given names and titles: what a misspelt area or a bare name must not be."""

from __future__ import annotations

from typing import Final

from agents.nlu.text import word_set

SPANISH: Final = word_set(
    """
    a al algo algun alguna algunas alguno algunos alla alli ahi ahora ahorita antes apenas
    aqui aun aunque asi ayer bien bueno buena buenas buenos cada casi cerca claro como con
    contra cosa cosas cual cuales cualquier cualquiera cuando cuanto cuanta cuantos cuantas da
    dale dame dar de deja del demas dentro desde despues dia dias dice dicen digo dime dio
    donde dos el ella ellas ellos en entonces entre era eran eres es esa esas ese eso esos
    esta estaba estaban estado estamos estan estar estas este esto estos estoy fue fuera gente
    gracias gran grande ha habia hace hacen hacer hacia han hasta hay he hecho hola holaa ola
    hoy igual ir jaja jajaja jajajaja jeje junto la las le les listo lo los luego lugar mal
    manana mas me mejor menos mes meses mi mia mias mientras mil millon millones minimo maximo
    mio mis misma mismo mucha mucho muchas muchos muy nada nadie necesito necesitamos ni
    ningun ninguna no nos nosotros nuestra nuestro nueva nuevo nunca o obvio ojala oka ok okey
    oye oiga otra otras otro otros para pa parece parte pero perfecto persona personas poco
    poder podria podriamos poner por porfa porque pregunta primera primero pronto puede pueden
    puedo pues que quedo queremos quien quienes quiere quieren quiero quisiera quizas
    realmente rato sabe se sea segun segunda segundo ser sera seria si sido siempre sin sino
    sobre sola solo somos son soy su sus super tal tambien tampoco tan tanto tarde tardes te
    tema tener tengo tenemos ti tiene tienen tienes toda todas todavia todo todos tu tus un
    una unas uno unos usted ustedes va vale vamos van varios vas ver vez voy y ya yo zona
    zonas barrio sector comuna colonia ciudad calle casa casas casita depto deptos
    departamento departamentos dpto depa depas piso pisos apartamento apartamentos habitacion
    habitaciones dormitorio dormitorios bano banos cocina terraza patio balcon jardin garaje
    garage cochera estacionamiento bodega oficina local terreno parcela lote estudio
    monoambiente duplex atico arriendo arrendar alquiler alquilar alquilo renta rentar venta
    vender vendo compra comprar compro busco buscar buscamos buscando ando interesa interesada
    interesado presupuesto precio precios valor lucas palos pesos dolares euros soles aprox
    entrada pie credito hipotecario hipoteca banco preaprobado contado visita visitar visitas
    agendar hora horario semana semanas finde lunes martes miercoles jueves viernes sabado
    domingo enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre
    noviembre diciembre ano anos perro perros gato gatos mascota mascotas amoblado amueblado
    nino ninos hijo hijos hija marido esposa esposo pareja novio novia mama papa hermana
    hermano madre padre familia amigo amiga senor senora senorita don dona doctor doctora
    telefono celular fono numero correo mail whatsapp nombre info informacion foto fotos llamo
    llama llamar escribe escribir mandame manda enviame envia gusta gustaria interesado
    tranquilo tranquila metro playa parque centro plaza mar sol norte sur oriente poniente
    este oeste playa lindo linda bonito bonita chico chica grande amplio luminoso nuevo usado
    urgente favor porfavor posible imposible confirmo confirmado cancelar reagendar depende
    robot humano asesor ejecutivo agente corredor corredora persona vecino vecina proyecto
    entrega inmediata planos verde blanco colegio colegios universidad trabajo pega oficina
    vivir vivo mudarme cambiarme quiza menor mayor unico vista vistas flores iglesia sala
    salita jesus virgen reina rey cruz retiro centrico moderno antiguo remodelado ascensor
    piscina quincho gimnasio gastos comunes expensas comision garantia contrato aval codeudor
    fiador requisitos dale posta che bacan causa compi quedamos quede cumbre alta alto baja
    bajo santa santo san estacion real reales salida salgo saque sacar cierto gusto encantado
    molestia abono primer
    """
)
ENGLISH: Final = word_set(
    """
    a about above actually after again ago all almost along also always am an and another any
    anyone anything apartment apartments are area areas around as ask at available away back
    bad balcony bath bathroom bathrooms baths be because bed bedroom bedrooms beds been before
    being below best better between big bit both budget but buy buying by call came can cannot
    car cash cat cats cheap cheaper check city close come coming condo cool cost could couple
    current day days deal deposit did do does dog dogs doing done down each early either else
    end enough even evening ever every everything fee fees few find fine first flat flats
    floor for free friday from full furnished garage garden get give go going good got great
    guys had half happy hard has have having he heat hello help her here hey hi him his hiya
    home homes house houses how however husband i if in interested into is it its just keep
    kids kind know land large last late later least less let like little live living loan long
    look looking lot lots love lovely make many market may maybe me mean mine minimum maximum
    monday month months more morning mornings mortgage most move moving much must my name near
    need needs never new next nice night no none nope not nothing now number of off office ok
    okay old on once one only open or other our out over own parking pay people per perfect
    person pet pets phone place plan please possible pre-approved price prices property really
    rent rental renting right ring room rooms sale saturday school schools see sell selling
    she should show since size small so some someone something somewhere soon sorry space
    spend start station stay still stop street studio sunday sure take talk tell text than
    thank thanks that the their them then there these they thing things think this those
    though through thursday time to today together tomorrow too top town try tuesday two under
    unit until up us use very view viewing viewings visit wait walk want wanted was way we
    wednesday week weekend weeks well went were what when where which while who why wife will
    with within without won't work working would wrong yeah year years yes yet you your villa
    villas townhouse plot terrace terraced semi detached lounge lift pool gym baker king queen
    hill hills lake river bridge park green north south east west side midtown downtown uptown
    central bay marina beach court square garden gardens heights village january february
    march april june july august september october november december broker agent human robot
    real someone landlord tenant tenants lease contract section friendly included hoa
    """
)
ORDINARY: Final = SPANISH | ENGLISH

TITLES: Final = word_set(
    """
    sr sra srta senor senora senorita don dona dr dra doctor doctora ing lic mr mrs ms miss
    sir madam el la los las the
    """
)
GIVEN_NAMES: Final = word_set(
    """
    adriana agustin aisha ahmed alan alba alberto alejandra alejandro alex alfonso alfredo ali
    alicia alvaro amanda amelia ana anais andrea andres andrew angel angela angelica anita
    anna anthony antonia antonio ariel arturo barbara beatriz benjamin ben bernarda brenda
    brian bruno camila camilo carla carlos carmen carolina caroline catalina cecilia cesar
    charlotte chloe christian cindy clara claudia claudio constanza cristian cristina
    cristobal daniel daniela danilo david diana diego dominga eduardo elena elisa elizabeth
    emilia emilio emily emma enrique enzo erika ernesto esteban eva fabian fatima federico
    felipe fernanda fernando florencia francisca francisco franco gabriel gabriela genesis
    george gerardo german gloria gonzalo graciela grace gregorio guillermo gustavo hamad
    hannah hassan hector henry hernan hugo ignacia ignacio ines irene iris isabel isabella
    isidora ivan jack jacqueline james jane javier javiera jennifer jessica jesus jimena
    joaquin joel john jonathan jorge jose josefa josefina juan juana julia julian juliana
    julieta julio karen karina karla kate katherine kevin khalid laura leandro leila leo leon
    leonardo leticia lidia lilian lina linda lisa lorena lorenzo lucas lucia luciana luis
    luisa luz magdalena manuel manuela marcela marcelo marcia marco marcos margarita maria
    mariana mariano maribel mario mark marta martin martina mary matias mateo matthew mauricio
    maximiliano mercedes mia micaela michael miguel milagros mike mohamed mohammed monica
    nadia nancy natalia nelson nick nicolas nicole noelia nora norma octavio olga oliver
    olivia omar oscar pablo paloma pamela paola patricia patricio paul paula paulina pedro
    peter pilar priya rachel rafael ramiro ramon raquel raul rebeca renata ricardo richard
    roberto robert rocio rodolfo rodrigo romina rosa rosario ruben ruth sam samuel sandra
    santiago sara sarah sebastian sergio silvia simon sofia sol soledad sonia stephanie susan
    susana tamara tania teresa thomas tom tomas trinidad valentina valeria vanessa vera
    veronica vicente victor victoria vicky violeta viviana walter wendy william ximena yasmin
    yolanda yesenia zoe
    pancho pepe paco nacho lalo beto memo chema quique kike nico seba cami fer dani javi santi gabi
    lucho maca pipe rodri juanma juanjo mafe majo lupe chelo pili cata gonza tomi facu agus lola
    charo abi abby amparo hilda nestor rosario joe jim tim dave steve liz beth meg josh zach matt
    nate kyle ryan tyler brooke megan lauren ashley amber heather kelly shannon gemma sophie lucy
    alice harry jake luke adam aaron sean liam noah ethan logan owen gareth nigel ian stuart
    priyanka
    anjali rohan arjun deepak sanjay rahul neha fatma layla yusuf omar tariq bilal zainab
    aaliyah abdul abdullah abel abelardo abena aditya adolfo agapito agnieszka ailsa aina ainara
    ainhoa aitana ajay alessandro alfie alfonsina alun amaia amara amina amit amr ander angus
    anh anibal anil ankit annie annika anselmo antoine antonella anxo anya aoife apolonia
    aquiles araceli aracely archie arnau arnulfo asier asif astrid aurelie aurelio ava azucena
    baltazar barnaby barry bauti benito bernard bernardo bev beverly bjorn blas bobby brais
    brandon braulio brendan breogan brett brianna bridget brigida brittany bronwen bryan caio
    caitlin callum carol carys casandra catarina catherine cathy ceci celestino celia celine
    cesarina chabela chad chano chantal chayo chen cheryl chiara chidi chus chuy ciara cipriano
    citlali claire clive clotilde cody conchi conchita connie corey cornelio courtney craig
    crisanto curro cynthia damaris damian dan danielle danny daphne dario darnell darren debbie
    debora deborah deepa delfina delia demetrio denis denise dennis derek derrick deshawn diane
    dina dinesh dionisio divya dmitri dolores domitila donald donna doreen doris doug duncan
    dustin dylan eddie eddy edgar edgardo edith edmundo eduarda edwin efrain efren eileen eladio
    eleazar eliana elias elisabet eliseo ellie elliot elliott eloisa eloy elsa elsie elvira
    emanuel emeka encarna enriqueta eoin epifanio erasmo erik ermelinda ernest ernie esmeralda
    estefania estela ester esther ethel euge eugenia eugenio eulalia eusebio evaristo evelyn
    everly evie ewan ezequiel ezra facundo fahad faisal farah farhan fausto feliciano felix femi
    fergus fermin ffion fidel filomena fiona flavia flavio flopy florentino fortunato fran
    francesca francis frank fred freddie freya gail ganesh gary gaston gaurav gavin genaro
    genoveva geoff geoffrey georgina geraint gerald geraldine gerson gilberto gina giovanni
    gisela giselle giulia gladys glenda glenn gordon gorka graham greg gregoria gregory griselda
    gualberto guido gus hailey haley hamish hamza hans harold harriet haydee heidi heike heitor
    helen heriberto herminia hernando hiba hicham hilario hipolito hiroshi homero horacio
    hortensia howard huda hugh humberto husain hussain ibrahim idalia igor iker ildefonso imelda
    imogen imran indalecio ingrid inma inmaculada irfan iria irma iryna isaac isaias ismael
    ismail italo itzel itziar ivette ivonne ivy jacinta jackie jacobo jaime jamal jana janet
    janeth janice janine jasper jean jeff jeffrey jeison jenny jeremy jeronimo jerry jesse
    jessenia jhon jill jimmy joan joana joanna joanne joao joey johana johanna johnny jon jonas
    jordi josep josias josie josue joyce judith judy juliette jurgen justin kaitlyn karan karim
    karl karol kashif kasia katelyn kath kathleen kathryn katia katya kavya kayla kaylee keila
    keisha keith ken kenji kenneth khadija khaled kim kimberly kiran kirsten kirsty klaus kofi
    koldo krishna kristen kristin krzysztof kunal kurt kwame lakshmi lana larissa larry lars
    latoya lautaro lauti leigh leire lena lencho leonard leonel leonor leopoldo leroy leslie
    lewis leyla liana ligia liliana lily lindsay lindsey linh lisandro lizbeth lois loli lorna
    lorraine lou louis louise lourdes luc luca luciano lucio lucrecia ludmila luiza lupita
    luzmila lydia lynn mabel macarena mackenzie magda mahesh maira maite majed malcolm malena
    mandy manish manoj manolo marc marce marcelino marcus marek margarida margie mariam
    maricarmen marie mariel mariela marilu marilyn marisa marisela marisol marjorie marlene
    marlon martha maru maruja marvin maryam mateus mathieu matilda matteo maureen mauro maxi
    maxine maya mckenzie meena melanie melany meli melina melissa melvin merce michelle mikel
    millie mincho mindy minh miranda mireia mireya miriam mitch mitchell moises mona moncho
    montse montserrat morag mukesh mustafa nahuel naiara naomi nasser natalie nataly natasha
    nathan nati nayeli nazareno neil nelida nelly nerea nereo neus ngozi nguyen niamh nicanor
    nidia nikhil noe noel noemi norman noura nuno nuri nuria obdulia octavia odalys ofelia
    oksana oleg olegario olena oluwaseun omaira onofre ophelia oriol orla orlando osvaldo otilia
    ovidio padraig paige pam paolo paqui patrick patrocinio patty pau pauline pawel peggy
    penelope petra phil philip phillip phoebe pia pierre piotr pooja porfirio pradeep pranav
    primitivo priti quentin quinn quintin rachid radha rafaela raimundo rajesh rakesh ralph
    ramesh ramona randy rania rashid ravi raymond rebecca reem regina reginald reinaldo rekha
    renato rene reynaldo rhonda rhys rick ricky rigoberto riley rima rita rob robbie roberta
    robinson rogelio roger roland rolando romeo romulo ron ronald ronnie rosalia rosalind
    rosalinda rosaura rosemary roser ross roxana roxanne roy rufino rui rupert russell sabine
    salem sally salma salome samanta samantha samira sandeep sandy saoirse sasha saturnino saul
    scott selena serafin serena sergei severino shane sharon shaun shawn sheena sheila shelly
    sherif sherry shreya sian siddharth sidney sigfrido silvana silvestre silvina simona siobhan
    sita sneha stacey stacy stan stanley stefano stephen steven stewart sunil sunita suresh
    susannah suzanne sven svetlana swati sylvia sylvie tadeo tamika tammy tanisha tarek tasha
    tatiana ted telma teodoro tere terrence terry tessa theo theodore thiago thierry thuy tiago
    tiffany tilly tina tiziana tobias toby todd tomasz toni tono tony toribio tracey tracy
    travis trevor tricia trish troy trudy tunde tyrell tyrone ulises ulrike unai uriel uxia
    valentin valentino valeriano valerie vanina varun vernon vijay vikram vilma vince vincent
    vinicius vinod virgilio vivian waldo waleed walid wanda wayne wei wesley whitney wilfredo
    wilmer wilson wolfgang wyatt xavi xavier xime ximenita xiomara xoan xochitl yadira yamila
    yanina yara yaretzi yaritza yemi yohana yolima yordan yorleny yuki yulia yuliana yvette
    yvonne zacarias zachary zack zara zelda zena ziad zulema zulma
    """
)
